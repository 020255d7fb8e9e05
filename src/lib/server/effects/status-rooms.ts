import type { Places } from '../domain/timelines';
import { directRoom, hashtagRooms, listRoom, publicRooms, threadRoom } from '../streaming/publish';

/** The rooms of everything a status stands in besides homes. */
export function roomsOf({
    local,
    hasMedia,
    isListed,
    hashtags,
    listIds,
    directIds,
    threadId,
}: Places): string[] {
    return [
        ...(isListed ? publicRooms({ local, hasMedia }) : []),
        ...hashtags.flatMap((name) => hashtagRooms(name, { local })),
        ...listIds.map(listRoom),
        ...directIds.map(directRoom),
        ...(threadId === null ? [] : [threadRoom(threadId)]),
    ];
}
