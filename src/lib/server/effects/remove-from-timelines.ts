import { listsWith, readersOf } from '../domain/timelines';
import {
    directRoom,
    hashtagRooms,
    listRoom,
    publicRooms,
    publish,
    threadRoom,
    userRoom,
} from '../streaming/publish';
import type { Effect } from './effect';

/** Tells everybody who may have a deleted status, or a boost of it, that it is gone. The rows went with it. */
export const removeFromTimelines: Effect<'status.deleted'> = async (
    db,
    { statusId, accountId, local, audience: { mentionedIds, tags, boosts, threadId } },
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
        ...(threadId ? [threadRoom(threadId)] : []),
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

/** Tells everybody who may have posts of somebody who is gone that those are gone too. */
export const removeForgotten: Effect<'account.forgotten'> = (db, { statusIds, readerIds, listIds }) => {
    const rooms = [
        ...readerIds.map(userRoom),
        ...publicRooms({ local: false, hasMedia: true }),
        ...listIds.map(listRoom),
    ];
    return publish(
        db,
        statusIds.map((subjectId) => ({ rooms, event: 'delete', subjectId })),
    );
};
