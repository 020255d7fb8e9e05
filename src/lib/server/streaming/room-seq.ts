import { sql } from 'drizzle-orm';
import type { Database } from '../db';

/** What a client learns when it joins. */
export interface Standing {
    /** The number of the room's newest event. */
    seq: number;
    /** How many events came since the number given; null when that cannot be known any more. */
    missed: number | null;
}

/** Rooms nobody opened for this long stop counting; a client that was away longer reads everything anew. */
const ROOM_LIFE = sql`interval '26 hours'`;
const EVENT_LIFE = sql`interval '24 hours'`;

/**
 * Opens `room`, so that its events are counted from now on, and says where it stands. A new room begins at the present
 * millisecond, which no former room of that name can have reached: an old number is never mistaken for a new one.
 */
export async function openRoom(db: Database, room: string, since?: number): Promise<Standing> {
    const seq = (await touchRoom(db, room)) ?? (await touchRoom(db, room));
    if (seq === undefined) throw new Error(`The room ${room} could not be opened`);
    if (since === undefined || since > seq) return { seq, missed: null };
    if (since === seq) return { seq, missed: 0 };
    const [oldest] = await db.execute(
        sql`select 1 from stream_events where room = ${room} and seq = ${since + 1}`,
    );
    return { seq, missed: oldest ? seq - since : null };
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

/** Keeps the rooms that are listened to, and forgets old events and rooms. Run every few minutes by each process. */
export async function tidyRooms(db: Database, openRooms: string[]): Promise<void> {
    await db.execute(sql`
        update stream_rooms set used_at = now()
        where used_at < now() - interval '1 hour' and room in (
            select room from stream_rooms where room = any(${sql.param(openRooms)}::text[]) order by room for update)`);
    await db.execute(sql`delete from stream_events where created_at < now() - ${EVENT_LIFE}`);
    await db.execute(sql`delete from stream_rooms where used_at < now() - ${ROOM_LIFE}`);
}
