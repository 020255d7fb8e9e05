import { listsWith, readersOf } from '../domain/timelines';
import { directRoom, hashtagRooms, listRoom, publicRooms, publish, userRoom } from '../streaming/publish';
import type { Effect } from './effect';

/** Tells everybody who may have a deleted status, or a boost of it, that it is gone. The rows went with it. */
export const removeFromTimelines: Effect<'status.deleted'> = async (
    db,
    { statusId, accountId, local, audience: { mentionedIds, tags, boosts } },
) => {
    const people = [...new Set([accountId, ...boosts.map((boost) => boost.accountId)])];
    const readers = await readersOf(db, people);
    const lists = await listsWith(db, people);
    const homes = (id: string) => readers.get(id)?.map(userRoom) ?? [];
    const rooms = [
        ...people.flatMap(homes),
        ...[accountId, ...mentionedIds].flatMap((id) => [userRoom(id), directRoom(id)]),
        ...publicRooms({ local, hasMedia: true }),
        ...tags.flatMap((name) => hashtagRooms(name, { local })),
        ...lists.map(listRoom),
    ];
    await publish(db, [
        { rooms, event: 'delete', subjectId: statusId },
        ...boosts.map((boost) => ({
            rooms: [...homes(boost.accountId), ...lists.map(listRoom)],
            event: 'delete' as const,
            subjectId: boost.id,
        })),
    ]);
};

/** Tells everybody who may have a boost that it was taken back. */
export const removeBoostFromTimelines: Effect<'status.unboosted'> = async (db, { statusId, accountId }) => {
    const readers = await readersOf(db, [accountId]);
    const lists = await listsWith(db, [accountId]);
    const rooms = [...(readers.get(accountId) ?? []).map(userRoom), ...lists.map(listRoom)];
    await publish(db, [{ rooms, event: 'delete', subjectId: statusId }]);
};
