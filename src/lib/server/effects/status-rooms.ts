import type { Places } from '../domain/timelines';
import { directRoom, hashtagRooms, listRoom, publicRooms } from '../streaming/publish';

/** The rooms of everything a status stands in besides homes. */
export function roomsOf({ local, hasMedia, isListed, hashtags, listIds, directIds }: Places): string[] {
    return [
        ...(isListed ? publicRooms({ local, hasMedia }) : []),
        ...hashtags.flatMap((name) => hashtagRooms(name, { local })),
        ...listIds.map(listRoom),
        ...directIds.map(directRoom),
    ];
}
