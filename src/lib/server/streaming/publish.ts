import { sql } from 'drizzle-orm';
import type { StreamEventName } from '$lib/mastodon-api/streaming';
import { prepared, type Parameter, type Queryable } from '../db';

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
    const { rooms, places, steps } = tickets(events);
    if (rooms.length === 0) return;
    await tell(db, {
        rooms,
        places,
        steps,
        events: events.map(({ event }) => event),
        subjectIds: events.map(({ subjectId }) => subjectId),
    });
}

/** Which rooms are told of which event (from 1), as which of the room's events (from 1); then the events themselves. */
interface Telling {
    rooms: string[];
    places: number[];
    steps: number[];
    events: StreamEventName[];
    subjectIds: string[];
}

/** What goes to more rooms than this is looked up in another way than what goes to a few. */
const FEW_ROOMS = 50;

const tell = prepared<object, Telling>(tellRooms, { unusual: ({ rooms }) => rooms.length > FEW_ROOMS });

// Rooms are locked in the order of their names: two publishers never wait for each other in a circle.
function tellRooms(parameter: Parameter<Telling>) {
    const rooms = parameter('rooms', 'text[]');
    return sql`
        with wanted as (
            select * from unnest(${rooms}, ${parameter('places', 'integer[]')}, ${parameter('steps', 'integer[]')})
                as wanted(room, place, step)
        ), told as (
            select * from unnest(${parameter('events', 'text[]')}, ${parameter('subjectIds', 'text[]')})
                with ordinality as told(event, subject_id, place)
        ), held as (
            select room from stream_rooms where room = any(${rooms}) order by room for update
        ), counted as (
            update stream_rooms set seq = seq + raise.steps
            from (select room, max(step) as steps from wanted join held using (room) group by room) as raise
            where stream_rooms.room = raise.room
            returning stream_rooms.room, seq - raise.steps as before
        ), recorded as (
            insert into stream_events (room, seq, event, subject_id)
            select room, before + step, event, subject_id
            from wanted join counted using (room) join told using (place)
        ), packed as (
            select room, before + step as seq, place,
                sum(octet_length(room) + 24) over (partition by place order by room) / ${NOTICE_BYTES}::int as part
            from wanted join counted using (room)
        )
        select pg_notify(${STREAMS}::text, json_build_object(
            'event', event, 'subjectId', subject_id, 'rooms', json_object_agg(room, seq))::text)
        from packed join told using (place) group by place, event, subject_id, part order by place, part`;
}

/** One ticket for each room of each event: which event it is (from 1), and which of the room's events (from 1). */
function tickets(events: RoomEvent[]): Pick<Telling, 'rooms' | 'places' | 'steps'> {
    const rooms: string[] = [];
    const places: number[] = [];
    const steps: number[] = [];
    const reached = new Map<string, number>();
    events.forEach((entry, index) => {
        for (const room of new Set(entry.rooms)) {
            const step = (reached.get(room) ?? 0) + 1;
            reached.set(room, step);
            rooms.push(room);
            places.push(index + 1);
            steps.push(step);
        }
    });
    return { rooms, places, steps };
}

/** Closes every socket of an access that ended, in every process. */
export async function publishRevocation(db: Queryable, revoked: RevokedAccess): Promise<void> {
    const notice = { revoked } satisfies Notice;
    await db.execute(sql`select pg_notify(${STREAMS}, ${JSON.stringify(notice)})`);
}

/** What `announcement.reaction` is about: an emoji under an announcement. */
export const reactionSubject = (announcementId: string, name: string) => `${announcementId} ${name}`;

/*
 * The rooms that live events go through, named in one place. A room is the server's side of a channel: what a client
 * calls `user` is `user:ACCOUNTID` here, so that nobody can ask for somebody else's by name.
 */

/** A member's home timeline and notifications. */
export const userRoom = (accountId: string) => `user:${accountId}`;

/** The homes of all members whose clients were here lately. */
export async function findOpenHomes(db: Queryable): Promise<string[]> {
    const rows = await db.execute<{ room: string }>(
        sql`select room from stream_rooms where room ~ '^user:[0-9]+$' order by room`,
    );
    return rows.map(({ room }) => room);
}

/** A member's notifications alone. */
export const notificationRoom = (accountId: string) => `user:notification:${accountId}`;

/** A member's direct conversations. */
export const directRoom = (accountId: string) => `direct:${accountId}`;

export const listRoom = (listId: string) => `list:${listId}`;

/** The thread that `conversationId` holds together. */
export const threadRoom = (conversationId: string) => `thread:${conversationId}`;

/** Where a public post appears besides homes. Boosts and replies to others belong in none of these. */
export function publicRooms({ local, hasMedia }: { local: boolean; hasMedia: boolean }): string[] {
    const rooms = ['public', local ? 'public:local' : 'public:remote'];
    return hasMedia ? [...rooms, ...rooms.map((room) => `${room}:media`)] : rooms;
}

/** Where a public post with the hashtag `name` (its folded form) appears. */
export function hashtagRooms(name: string, { local }: { local: boolean }): string[] {
    return local ? [`hashtag:${name}`, `hashtag:local:${name}`] : [`hashtag:${name}`];
}
