import { and, eq } from 'drizzle-orm';
import { inTransaction } from '../db';
import { followRequests, follows } from '../db/schema';
import { notify } from '../domain/notifications';
import type { Effect } from './effect';

/** Tells a member who follows them, if they still do. */
export const notifyFollowed: Effect<'account.followed'> = (db, { accountId, targetId }) =>
    inTransaction(db, async (tx) => {
        const [standing] = await tx
            .select({ id: follows.id })
            .from(follows)
            .where(and(eq(follows.accountId, accountId), eq(follows.targetId, targetId)))
            .for('share');
        if (standing) await notify(tx, { kind: 'follow', accountId: targetId, fromAccountId: accountId });
    });

/** Tells a member who asks to follow them, if the question still waits. */
export const notifyFollowRequested: Effect<'account.follow-requested'> = (db, { accountId, targetId }) =>
    inTransaction(db, async (tx) => {
        const [waiting] = await tx
            .select({ id: followRequests.id })
            .from(followRequests)
            .where(and(eq(followRequests.accountId, accountId), eq(followRequests.targetId, targetId)))
            .for('share');
        if (waiting)
            await notify(tx, { kind: 'follow-request', accountId: targetId, fromAccountId: accountId });
    });
