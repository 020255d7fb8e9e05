import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../db';
import { accounts, reactions, statuses } from '../db/schema';
import { describeEmojis } from '../domain/emoji';
import { emojiReactActivity, undoActivity } from '../federation/documents';
import { enqueueActivity, inboxesOf, PRIORITY } from '../federation/outbox';
import type { Effect } from './effect';

/** Tells an author elsewhere what a member put under their post. */
export const deliverReaction: Effect<'status.reacted'> = async (db, { statusId, accountId, reactionId }) => {
    const [reaction] = await db
        .select({ id: reactions.id, emoji: reactions.emoji, imageUrl: reactions.imageUrl })
        .from(reactions)
        .where(eq(reactions.id, reactionId));
    if (reaction) await deliver(db, { statusId, accountId, reaction, isUndone: false });
};

/** Tells an author elsewhere that a member took it back. */
export const deliverUnreaction: Effect<'status.unreacted'> = (
    db,
    { statusId, accountId, reactionId, emoji, imageUrl },
) => deliver(db, { statusId, accountId, reaction: { id: reactionId, emoji, imageUrl }, isUndone: true });

async function deliver(
    db: Database,
    said: {
        statusId: string;
        accountId: string;
        reaction: { id: string; emoji: string; imageUrl: string | null };
        isUndone: boolean;
    },
): Promise<void> {
    const author = alias(accounts, 'author');
    const [found] = await db
        .select({
            actorUri: accounts.uri,
            actorDomain: accounts.domain,
            statusUri: statuses.uri,
            isLocal: statuses.local,
            authorId: author.id,
            authorUri: author.uri,
        })
        .from(statuses)
        .innerJoin(author, eq(author.id, statuses.accountId))
        .innerJoin(accounts, eq(accounts.id, said.accountId))
        .where(eq(statuses.id, said.statusId));
    if (!found || found.actorDomain !== null || found.isLocal) return;
    const post = { uri: found.statusUri, authorUri: found.authorUri };
    const { emoji, imageUrl } = said.reaction;
    const present = imageUrl === null ? [] : await describeEmojis(db, [emoji]);
    const activity = emojiReactActivity(found.actorUri, { ...said.reaction, present }, post);
    await enqueueActivity(db, {
        accountId: said.accountId,
        activity: said.isUndone ? undoActivity(activity) : activity,
        inboxes: await inboxesOf(db, [found.authorId]),
        priority: PRIORITY.interactions,
    });
}
