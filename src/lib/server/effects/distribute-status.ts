import { inTransaction } from '../db';
import { fanOut, placesOf } from '../domain/timelines';
import { publish, userRoom } from '../streaming/publish';
import type { Effect } from './effect';
import { roomsOf } from './status-rooms';

/** What is older than this when it arrives takes its place in the past without being announced. */
const NEWS_FOR = 24 * 3_600_000;

/**
 * Writes a new status into homes and tells those who are looking. Both happen together, so that a second try tells no
 * home twice.
 */
export const distributeStatus: Effect<'status.created' | 'status.boosted'> = (db, { statusId }) =>
    inTransaction(db, async (tx) => {
        const places = await placesOf(tx, statusId);
        if (!places) return;
        const readers = await fanOut(tx, places);
        if (Date.now() - places.createdAt.getTime() > NEWS_FOR) return;
        const rooms = [...readers.map(userRoom), ...roomsOf(places)];
        await publish(tx, [{ rooms, event: 'update', subjectId: statusId }]);
    });
