import { and, eq, sql } from 'drizzle-orm';
import { inTransaction, newId, type Database } from '../../db';
import { reactions } from '../../db/schema';
import { Forbidden, Unprocessable } from '../../errors';
import { emit } from '../../events';
import { findActedOnStatus, mayInteract, type StatusRow } from '../statuses';
import type { Actor } from '../users';
import type { ReactionEmoji } from './read-emoji';

/** How many different emoji one person may put under a post. */
export const MOST_REACTIONS = 8;

/**
 * Puts an emoji under a status that `actor` may see. The same emoji twice is one.
 * @throws NotFound, Forbidden where the author does not let them like it at once, Unprocessable for one too many
 */
export async function reactToStatus(
    db: Database,
    actor: Actor,
    id: string,
    { emoji, imageUrl }: ReactionEmoji,
    { uri }: { uri?: string } = {},
): Promise<StatusRow> {
    const { accountId } = actor;
    return inTransaction(db, async (tx) => {
        const status = await findActedOnStatus(tx, actor, id);
        const statusId = status.id;
        if (status.local && (await mayInteract(tx, actor, 'favourite', status)) !== 'automatic')
            throw new Forbidden('The author of this post does not allow it');
        // What one person puts under one post is counted one after the other.
        await tx.execute(
            sql`select pg_advisory_xact_lock(hashtextextended(${`${accountId} reacts to ${statusId}`}, 3))`,
        );
        const own = await tx
            .select({ emoji: reactions.emoji })
            .from(reactions)
            .where(and(eq(reactions.accountId, accountId), eq(reactions.statusId, statusId)));
        if (own.some((row) => row.emoji === emoji)) return status;
        if (own.length >= MOST_REACTIONS)
            throw new Unprocessable(
                `Validation failed: Limit of ${MOST_REACTIONS} different reactions reached`,
            );
        const reactionId = newId();
        await tx.insert(reactions).values({ id: reactionId, accountId, statusId, emoji, imageUrl, uri });
        await emit(tx, { type: 'status.reacted', statusId, accountId, reactionId });
        return status;
    });
}
