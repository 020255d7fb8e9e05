import { sql } from 'drizzle-orm';
import type { StreamEventName } from '$lib/mastodon-api/streaming';
import type { Queryable } from '../db';

/** The channel of NOTIFY that carries live events to every web process. */
export const STREAMS = 'streams';

/** Something to tell the listeners of rooms: an id only, presented for each viewer when it is sent. */
export interface RoomEvent {
    rooms: string[];
    event: StreamEventName;
    /** The id of what the event is about; empty where it has no payload. For `marker` the timeline's name. */
    subjectId: string;
}

/** Access that ended: of one session, of one token, or everything of a user. */
export interface RevokedAccess {
    userId: string | null;
    sessionId?: string;
    tokenId?: string;
}

/** What NOTIFY carries, always below PostgreSQL's 8,000 bytes. */
export type Notice =
    { event: StreamEventName; subjectId: string; rooms: Record<string, number> } | { revoked: RevokedAccess };

/** Bytes of room names and numbers in one notice; the rest of the 8,000 is for the event itself. */
const NOTICE_BYTES = 7_000;

/**
 * Tells everybody who listens in `rooms`, in every process, once the transaction has committed. Each room counts its
 * events, and keeps them for a day for those who were away; a room nobody has listened to lately costs nothing.
 * The rooms stay locked until the end of the transaction, so call it last in one, or on its own from an effect.
 */
export async function publish(db: Queryable, events: RoomEvent[]): Promise<void> {
    const listed = events
        .map((entry) => ({ ...entry, rooms: [...new Set(entry.rooms)] }))
        .filter(({ rooms }) => rooms.length > 0);
    if (listed.length === 0) return;
    // Rooms are locked in the order of their names: two publishers never wait for each other in a circle.
    await db.execute(sql`
        with wanted as (
            select room, place, entry->>'event' as event, entry->>'subjectId' as subject_id,
                row_number() over (partition by room order by place) as step,
                count(*) over (partition by room) as steps
            from jsonb_array_elements(${JSON.stringify(listed)}::jsonb) with ordinality as listed(entry, place),
                jsonb_array_elements_text(entry->'rooms') as room
        ), held as (
            select room from stream_rooms where room in (select room from wanted) order by room for update
        ), counted as (
            update stream_rooms set seq = seq + raise.steps
            from (select distinct room, steps from wanted join held using (room)) as raise
            where stream_rooms.room = raise.room
            returning stream_rooms.room, seq - raise.steps as before
        ), recorded as (
            insert into stream_events (room, seq, event, subject_id)
            select room, before + step, event, subject_id from wanted join counted using (room)
            returning room, seq
        ), packed as (
            select room, seq, place, event, subject_id,
                sum(octet_length(room) + 24) over (partition by place order by room) / ${NOTICE_BYTES}::int as part
            from recorded join counted using (room) join wanted using (room) where seq = before + step
        )
        select pg_notify(${STREAMS}, json_build_object(
            'event', event, 'subjectId', subject_id, 'rooms', json_object_agg(room, seq))::text)
        from packed group by place, event, subject_id, part order by place, part`);
}

/** Closes every socket of an access that ended, in every process. */
export async function publishRevocation(db: Queryable, revoked: RevokedAccess): Promise<void> {
    const notice = { revoked } satisfies Notice;
    await db.execute(sql`select pg_notify(${STREAMS}, ${JSON.stringify(notice)})`);
}

/*
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
