/**
 * The rooms that live events go through, named in one place. A room is the server's side of a channel: what a client
 * calls `user` is `user:ACCOUNTID` here, so that nobody can ask for somebody else's by name.
 */

/** A member's home timeline and notifications. */
export const userRoom = (accountId: string) => `user:${accountId}`;

/** A member's notifications alone. */
export const notificationRoom = (accountId: string) => `user:notification:${accountId}`;

/** A member's direct conversations. */
export const directRoom = (accountId: string) => `direct:${accountId}`;

export const listRoom = (listId: string) => `list:${listId}`;

/** Where a public post appears besides homes. Boosts and replies to others belong in none of these. */
export function publicRooms({ local, hasMedia }: { local: boolean; hasMedia: boolean }): string[] {
    const rooms = ['public', local ? 'public:local' : 'public:remote'];
    return hasMedia ? [...rooms, ...rooms.map((room) => `${room}:media`)] : rooms;
}

/** Where a public post with the hashtag `name` (its folded form) appears. */
export function hashtagRooms(name: string, { local }: { local: boolean }): string[] {
    return local ? [`hashtag:${name}`, `hashtag:local:${name}`] : [`hashtag:${name}`];
}
