import { moveTies } from '../domain/relationships';
import type { Effect } from './effect';

/** Leads whoever follows, blocks or mutes somebody here to where they went. */
export const leadFollowers: Effect<'account.moved'> = (db, { accountId, targetId }) =>
    moveTies(db, { fromId: accountId, toId: targetId });
