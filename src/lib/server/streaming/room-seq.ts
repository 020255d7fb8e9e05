import { sql } from 'drizzle-orm';
import type { StreamEventName } from '$lib/mastodon-api/streaming';
import type { Database } from '../db';

/** What a client learns when it joins. */
export interface Standing {
    /** The number of the room's newest event. */
    seq: number;
    /** How many events came since the number given, all of which it was told; null when it must read everything anew. */
    missed: number | null;
}

/** An event as it waits in its room. */
export interface KeptEvent extends Record<string, unknown> {
    room: string;
    seq: number;
    event: StreamEventName;
    subjectId: string;
}

/** Rooms nobody opened for this long stop counting; a client that was away longer reads everything anew. */
const ROOM_LIFE = sql`interval '26 hours'`;
const EVENT_LIFE = sql`interval '24 hours'`;
/** Whoever missed more than this is quicker with a page of the API. */
const MOST_MISSED = 400;

/**
 * Opens `room`, so that its events are counted from now on, and gives the number of its newest. A new room begins at the present
 * millisecond, which no former room of that name can have reached: an old number is never mistaken for a new one.
 */
export async function openRoom(db: Database, room: string): Promise<number> {
    const seq = (await touchRoom(db, room)) ?? (await touchRoom(db, room));
    if (seq === undefined) throw new Error(`The room ${room} could not be opened`);
    return seq;
}

/** What came in `room` after the number `since` up to `seq`, in order; undefined where not all of it is known. */
export async function findMissed(
    db: Database,
    room: string,
    since: number,
    seq: number,
): Promise<KeptEvent[] | undefined> {
    if (since > seq || seq - since > MOST_MISSED) return undefined;
    if (since === seq) return [];
    const rows = await db.execute<KeptEvent>(sql`
        select room, seq, event, subject_id as "subjectId" from stream_events
        where room = ${room} and seq > ${since} and seq <= ${seq} order by seq`);
    return rows.length === seq - since ? rows.map(numbered) : undefined;
}

/** What came in each room after the number it is known by, oldest first, at most `limit` events. */
export async function findMissedIn(
    db: Database,
    rooms: { name: string; seq: number | undefined }[],
    limit: number,
): Promise<KeptEvent[]> {
    const names = sql.param(rooms.map(({ name }) => name));
    const numbers = sql.param(rooms.map(({ seq }) => seq));
    const rows = await db.execute<KeptEvent>(sql`
        select missed.room, missed.seq, missed.event, missed.subject_id as "subjectId"
        from unnest(${names}::text[], ${numbers}::bigint[]) as known(room, seq)
        join stream_events missed on missed.room = known.room and missed.seq > known.seq
        order by missed.created_at, missed.seq limit ${limit}`);
    return rows.map(numbered);
}

function numbered(row: KeptEvent): KeptEvent {
    return { ...row, seq: Number(row.seq) };
}

/** The row is written once an hour at most: publishers lock it. Undefined when another process just made it. */
async function touchRoom(db: Database, room: string): Promise<number | undefined> {
    const [row] = await db.execute<{ seq: string }>(sql`
        with touched as (
            insert into stream_rooms (room, seq) values (${room}, floor(extract(epoch from now()) * 1000))
            on conflict (room) do update set used_at = now()
                where stream_rooms.used_at < now() - interval '1 hour'
            returning seq
        )
        select seq from touched union all select seq from stream_rooms where room = ${room} limit 1`);
    return row && Number(row.seq);
}

/** Keeps rooms that are listened to: run every few minutes by each process. */
export async function keepRooms(db: Database, openRooms: string[]): Promise<void> {
    await db.execute(sql`
        update stream_rooms set used_at = now()
        where used_at < now() - interval '1 hour' and room in (
            select room from stream_rooms where room = any(${sql.param(openRooms)}::text[]) order by room for update)`);
}

/** Forgets events nobody can ask for any more, and rooms nobody opened lately. */
export async function forgetOldEvents(db: Database): Promise<void> {
    await db.execute(sql`delete from stream_events where created_at < now() - ${EVENT_LIFE}`);
    await db.execute(sql`delete from stream_rooms where used_at < now() - ${ROOM_LIFE}`);
}
