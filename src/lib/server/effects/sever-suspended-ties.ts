import { severSuspended } from '../domain/relationships';
import type { Effect } from './effect';

/** Follows between members and the people of a domain end when moderators suspend it. */
export const severSuspendedTies: Effect<'domain.judged'> = async (db, { domain }) => {
    if (domain !== null) await severSuspended(db, domain);
};
