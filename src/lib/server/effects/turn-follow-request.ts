import { turnRequestIntoFollow } from '../domain/notifications';
import type { Effect } from './effect';

/** Whoever answered yes has a follower in their list, no longer a question. */
export const turnFollowRequest: Effect<'account.follow-accepted'> = (db, { accountId, targetId }) =>
    turnRequestIntoFollow(db, targetId, accountId);
