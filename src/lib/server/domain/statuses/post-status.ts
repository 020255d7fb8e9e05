import { eq, sql } from 'drizzle-orm';
import { inTransaction, newId, prepared, type Database, type Transaction } from '../../db';
import { statuses } from '../../db/schema';
import { Forbidden, NotFound, ServiceUnavailable } from '../../errors';
import { emit } from '../../events';
import { renderStatusHtml } from '$lib/text';
import { hashtagPage } from '../hashtags';
import { attachMedia } from '../media';
import type { Viewer } from '../users';
import { claimIdempotencyKey } from './claim-idempotency-key';
import { composedText, type ComposedText } from './composed-text';
import { checkDraft, type CheckedDraft, type Draft } from './draft';
import { findActedOnStatus, type StatusRow } from './find-visible-status';
import { findAddressees, type Addressees } from './find-addressees';
import { insertStatus } from './insert-status';
import { openPoll } from './keep-poll';
import { introduceAddressees } from './introduce-addressees';

/**
 * Posts what a member wrote. With an `idempotencyKey` the same request again gives the same status, also while the
 * first one is still under way.
 * @throws Unprocessable for a draft that cannot be posted, NotFound for a reply to what the member may not see.
 */
export async function postStatus(
    db: Database,
    viewer: Viewer,
    draft: Draft,
    { idempotencyKey }: { idempotencyKey?: string } = {},
): Promise<Pick<StatusRow, 'id'>> {
    const checked = checkDraft(draft, viewer);
    const composed = composedText(checked);
    await introduceAddressees(db, composed.mentions);
    return inTransaction(db, async (tx) => {
        const id = newId();
        if (idempotencyKey !== undefined) {
            const claim = { key: idempotencyKey, request: draft, statusId: id };
            const earlier = await claimIdempotencyKey(tx, viewer, claim);
            if (earlier !== undefined) return { id: earlier };
        }
        const author = await findAuthor(tx, viewer);
        const parent = await findParent(tx, viewer, checked.inReplyToId);
        const addressees = await findAddressees(tx, viewer, composed.mentions);
        const row = rowOf(id, { author, checked, composed, parent, addressees, appId: viewer.appId });
        const status = await insertStatus(tx, row, {
            mentions: addressees.ids.map((accountId) => ({ accountId })),
            hashtags: composed.hashtags,
        });
        // The id names the idempotency row and the address already: one that is taken means to try again.
        if (status?.id !== id) throw new ServiceUnavailable();
        const media = await attachMedia(tx, viewer, status.id, checked.mediaIds);
        await fillEmptyText(tx, status, media);
        if (checked.poll) await openPoll(tx, status.id, checked.poll);
        await emit(tx, { type: 'status.created', statusId: status.id });
        return status;
    });
}

interface Author {
    id: string;
    uri: string;
    url: string | null;
    silenced: boolean;
}

async function findAuthor(tx: Transaction, { accountId }: Viewer): Promise<Author> {
    const [author] = await authorById(tx, { accountId });
    if (!author) throw new Forbidden();
    return author;
}

const authorById = prepared<Author, { accountId: string }>(
    (parameter) => sql`
        select id, uri, url, silenced_at is not null as silenced from accounts
        where id = ${parameter('accountId', 'bigint')} and suspended_at is null`,
);

/** What a reply answers: a boost stands for what it boosts. */
async function findParent(
    tx: Transaction,
    viewer: Viewer,
    id: string | undefined,
): Promise<StatusRow | undefined> {
    if (id === undefined) return undefined;
    return findActedOnStatus(tx, viewer, id).catch((error: unknown) => {
        throw error instanceof NotFound
            ? new NotFound('The post you are trying to reply to does not appear to exist.')
            : error;
    });
}

interface Parts {
    author: Author;
    checked: CheckedDraft;
    composed: ComposedText;
    parent: StatusRow | undefined;
    addressees: Addressees;
    appId: string | null;
}

function rowOf(
    id: string,
    { author, checked, composed, parent, addressees, appId }: Parts,
): typeof statuses.$inferInsert {
    // Somebody limited reaches their followers; the public timelines are not theirs.
    const isLimited = checked.visibility === 'public' && author.silenced;
    return {
        id,
        accountId: author.id,
        uri: `${author.uri}/statuses/${id}`,
        url: `${author.url ?? author.uri}/${id}`,
        local: true,
        visibility: isLimited ? 'unlisted' : checked.visibility,
        source: checked.text,
        contentType: checked.contentType,
        contentHtml: composed.html({ mentions: addressees.targets, hashtagUrl: hashtagPage }),
        contentWarning: checked.contentWarning,
        sensitive: checked.sensitive,
        language: checked.language,
        inReplyToId: parent?.id ?? null,
        inReplyToAccountId: parent?.accountId ?? null,
        inReplyToUri: parent?.uri ?? null,
        // A thread is named by its first post.
        conversationId: parent ? (parent.conversationId ?? parent.id) : id,
        appId,
        createdAt: new Date(),
    };
}

const FILLERS = { image: '🖼', gifv: '📹', video: '📹', audio: '🎵', unknown: '🖼' } as const;

/** Media behind a content warning and without a word get a sign of what waits there. */
async function fillEmptyText(
    tx: Transaction,
    { id, source, contentWarning }: StatusRow,
    media: readonly { type: keyof typeof FILLERS }[],
): Promise<void> {
    const [first] = media;
    if (!first || contentWarning === '' || source?.trim() !== '') return;
    const text = FILLERS[first.type];
    await tx
        .update(statuses)
        .set({ source: text, contentHtml: renderStatusHtml(text) })
        .where(eq(statuses.id, id));
}
