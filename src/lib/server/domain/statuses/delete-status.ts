import { eq } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import {
    accounts,
    mediaAttachments,
    mentions,
    statuses,
    statusTags,
    tags,
    tombstones,
} from '../../db/schema';
import { emit, type DeletedAudience } from '../../events';
import { letGoOfMedia } from '../media';
import type { Actor } from '../users';
import { findOwnStatus, type StatusRow } from './find-visible-status';
import { holdersOfStatus } from './holders-of-status';
import { uncountStatus } from './uncount-status';
import { removeBoost } from './unboost-status';

/**
 * Deletes an own status: the row goes with all that hangs on it, a tombstone keeps it from coming back, and the fact
 * carries who had it. Its media are free to be attached again, unless `withMedia`. A boost is taken back.
 * @throws NotFound also for somebody else's status.
 */
export async function deleteStatus(
    db: Database,
    actor: Actor,
    id: string,
    { withMedia = false }: { withMedia?: boolean } = {},
): Promise<void> {
    await inTransaction(db, async (tx) => {
        const status = await findOwnStatus(tx, actor, id);
        if (status.boostOfId !== null) return removeBoost(tx, status);
        const boosts = await findBoosts(tx, id);
        const audience = await audienceOf(tx, status, boosts);
        await letGoOfMedia(tx, status, { forGood: withMedia });
        await tx.update(statuses).set({ quoteState: 'deleted' }).where(eq(statuses.quoteOfId, id));
        const removed = await tx.delete(statuses).where(eq(statuses.id, id)).returning({ id: statuses.id });
        // Of two deletions at once the second has nothing left to do.
        if (removed.length === 0) return;
        for (const counted of [status, ...boosts]) await uncountStatus(tx, counted);
        await buryStatus(tx, status);
        const { accountId, uri, local, localOnly } = status;
        await emit(tx, { type: 'status.deleted', statusId: id, accountId, uri, local, localOnly, audience });
    });
}

function findBoosts(tx: Transaction, id: string): Promise<StatusRow[]> {
    return tx.select().from(statuses).where(eq(statuses.boostOfId, id));
}

/** Who had the status, as far as it cannot be found out once the row is gone. */
async function audienceOf(tx: Transaction, status: StatusRow, boosts: StatusRow[]): Promise<DeletedAudience> {
    const mentioned = await tx
        .select({ id: mentions.accountId })
        .from(mentions)
        .where(eq(mentions.statusId, status.id));
    const tagged = await tx
        .select({ name: tags.name })
        .from(statusTags)
        .innerJoin(tags, eq(tags.id, statusTags.tagId))
        .where(eq(statusTags.statusId, status.id));
    const files = await tx
        .select({ file: mediaAttachments.remoteUrl, preview: mediaAttachments.remotePreviewUrl })
        .from(mediaAttachments)
        .where(eq(mediaAttachments.statusId, status.id));
    return {
        visibility: status.visibility,
        mentionedIds: mentioned.map(({ id }) => id),
        tags: tagged.map(({ name }) => name),
        boostOfId: status.boostOfId,
        threadId: status.conversationId ?? status.id,
        holderIds: await holdersOfStatus(tx, status.id),
        awaitedApproval: status.awaitsApproval,
        boosts: boosts.map(({ id, accountId }) => ({ id, accountId })),
        remoteFiles: files.flatMap(({ file, preview }) => [file, preview]).filter((url) => url !== null),
    };
}

async function buryStatus(tx: Transaction, { uri, accountId }: StatusRow): Promise<void> {
    const [author] = await tx.select({ uri: accounts.uri }).from(accounts).where(eq(accounts.id, accountId));
    if (author) await tx.insert(tombstones).values({ uri, actorUri: author.uri }).onConflictDoNothing();
}
