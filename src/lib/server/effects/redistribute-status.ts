import type { Database } from '../db';
import { homesWith, placesOf } from '../domain/timelines';
import { publish, userRoom } from '../streaming/publish';
import type { Effect } from './effect';
import { roomsOf } from './status-rooms';

/** Tells everybody who has a status that it looks different now. */
export const redistributeStatus: Effect<
    | 'status.edited'
    | 'status.previewed'
    | 'status.policy-changed'
    | 'poll.counted'
    | 'poll.ended'
    | 'quote.accepted'
    | 'quote.rejected'
    | 'quote.revoked'
> = (db, { statusId }) => tellOfChange(db, statusId);

/** Says in every place a status stands in that it looks different now. */
export async function tellOfChange(db: Database, statusId: string): Promise<void> {
    const places = await placesOf(db, statusId);
    if (!places) return;
    const homes = await homesWith(db, statusId);
    const rooms = [...homes.map(userRoom), ...roomsOf(places)];
    await publish(db, [{ rooms, event: 'status.update', subjectId: statusId }]);
}
