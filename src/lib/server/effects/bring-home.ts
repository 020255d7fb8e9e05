import { inTransaction } from '../db';
import { fanOut, placesOf, trimHomesNow } from '../domain/timelines';
import { publish, userRoom } from '../streaming/publish';
import type { Effect } from './effect';

/** A post that was here already reaches those homes that it would have reached, had it been sent at first. */
export const bringHome: Effect<'status.sent'> = async (db, { statusId }) => {
    const places = await placesOf(db, statusId);
    if (!places) return;
    const readers = await inTransaction(db, async (tx) => {
        const added = await fanOut(tx, places);
        await publish(tx, [{ rooms: added.map(userRoom), event: 'update', subjectId: statusId }]);
        return added;
    });
    await trimHomesNow(db, readers, statusId);
};
