import { homesWith, placesOf } from '../domain/timelines';
import { publish, userRoom } from '../streaming/publish';
import type { Effect } from './effect';
import { roomsOf } from './status-rooms';

/** Tells everybody who has a status that it was edited, or that its poll stands otherwise. */
export const redistributeStatus: Effect<'status.edited' | 'poll.counted' | 'poll.ended'> = async (
    db,
    { statusId },
) => {
    const places = await placesOf(db, statusId);
    if (!places) return;
    const homes = await homesWith(db, statusId);
    const rooms = [...homes.map(userRoom), ...roomsOf(places)];
    await publish(db, [{ rooms, event: 'status.update', subjectId: statusId }]);
};
