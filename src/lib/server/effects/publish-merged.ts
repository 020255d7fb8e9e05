import { publish, userRoom, notificationRoom } from '../streaming/publish';
import type { Effect } from './effect';

/** Tells the member's open clients to read their notifications anew. */
export const publishMerged: Effect<'notifications.merged'> = (db, { accountId }) =>
    publish(db, [
        {
            rooms: [userRoom(accountId), notificationRoom(accountId)],
            event: 'notifications_merged',
            subjectId: '',
        },
    ]);
