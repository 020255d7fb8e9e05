import { placesOf } from '../domain/timelines';
import { publish, threadRoom } from '../streaming/publish';
import type { Effect } from './effect';

/** Shows an answer that was found to whoever reads its thread at this moment; it is news to nobody else. */
export const showInThread: Effect<'status.found'> = async (db, { statusId }) => {
    const places = await placesOf(db, statusId);
    if (places?.threadId)
        await publish(db, [{ rooms: [threadRoom(places.threadId)], event: 'update', subjectId: statusId }]);
};
