import { publish, userRoom } from '../streaming/publish';
import type { Effect } from './effect';

/** Tells the member's other devices to read their filters anew. */
export const publishFiltersChanged: Effect<'filters.changed'> = (db, { accountId }) =>
    publish(db, [{ rooms: [userRoom(accountId)], event: 'filters_changed', subjectId: '' }]);
