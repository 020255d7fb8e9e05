import { eq } from 'drizzle-orm';
import { inTransaction } from '../db';
import { reactions, statuses } from '../db/schema';
import { notify } from '../domain/notifications';
import type { Effect } from './effect';

/** Tells the author of a post who put which emoji under it, if it still stands there. */
export const notifyReacted: Effect<'status.reacted'> = (db, { statusId, accountId, reactionId }) =>
    inTransaction(db, async (tx) => {
        const [reacted] = await tx
            .select({
                authorId: statuses.accountId,
                emoji: reactions.emoji,
                imageUrl: reactions.imageUrl,
            })
            .from(reactions)
            .innerJoin(statuses, eq(statuses.id, reactions.statusId))
            .where(eq(reactions.id, reactionId))
            .for('share', { of: reactions });
        if (!reacted) return;
        const { authorId, emoji, imageUrl } = reacted;
        await notify(tx, {
            kind: 'reaction',
            accountId: authorId,
            fromAccountId: accountId,
            statusId,
            occasion: reactionId,
            detail: { emoji, ...(imageUrl !== null && { emojiUrl: imageUrl }) },
        });
    });
