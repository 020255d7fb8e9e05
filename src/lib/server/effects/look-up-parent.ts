import { ORPHANS, type Orphan } from '../domain/origins';
import { enqueue } from '../jobs';
import type { Effect } from './effect';

/** Has what a post of somebody elsewhere answers looked for. */
export const lookUpParent: Effect<'reply.orphaned'> = (db, { statusId, depth }) =>
    enqueue(db, ORPHANS, [{ statusId, depth } satisfies Orphan]);
