import { indexStatus } from '../domain/search';
import type { Effect } from './effect';

/** Lets a post be found by its words. */
export const indexWords: Effect<'status.created' | 'status.found' | 'status.relayed' | 'status.edited'> = (
    db,
    { statusId },
) => indexStatus(db, statusId);
