import { createHash } from 'node:crypto';
import { sql, type SQL } from 'drizzle-orm';
import { prepared, type Queryable } from '../../db';
import { INTEREST } from './interest';

/** Under which a remote address is written down: addresses may be longer than an index takes. */
export function hashOf(url: string): string {
    return createHash('sha256').update(url).digest('base64url');
}

/** Whoever began to fetch something and has not finished by then has fallen. */
export const FALLEN_AFTER = sql`interval '20 minutes'`;

/**
 * Takes it on oneself to fetch a file for everybody, other processes included. False where somebody else has done so, or
 * it is here.
 */
export async function claim(db: Queryable, url: string): Promise<boolean> {
    const [claimed] = await claiming(db, { hash: hashOf(url), url, domain: new URL(url).host });
    return claimed !== undefined;
}

const claiming = prepared<object, { hash: string; url: string; domain: string }>(
    (parameter) => sql`
        insert into remote_files (url_hash, url, domain, state)
        values (${parameter('hash', 'text')}, ${parameter('url', 'text')}, ${parameter('domain', 'text')}, 'arriving')
        on conflict (url_hash) do update set last_viewed_at = now()
        where remote_files.state = 'arriving' and remote_files.last_viewed_at < now() - ${FALLEN_AFTER}
        returning 1`,
);

/**
 * Sets room aside for a claimed file before anything of it is written: what all files take together, reservations
 * included, never exceeds `ceiling`. False where there is not so much room, or the claim is gone.
 */
export async function reserve(
    db: Queryable,
    url: string,
    { bytes, ceiling }: { bytes: number; ceiling: number },
): Promise<boolean> {
    const [reserved] = await db.execute(sql`
        with mine as (
            select url_hash from remote_files where url_hash = ${hashOf(url)} and state = 'arriving' for update
        ), room as (
            update remote_space set bytes = bytes + ${bytes}::bigint
            where bytes + ${bytes}::bigint <= ${ceiling}::bigint and exists (select from mine)
            returning 1
        )
        update remote_files set bytes = bytes + ${bytes}::bigint from mine, room
        where remote_files.url_hash = mine.url_hash returning 1`);
    return reserved !== undefined;
}

/** A claimed file is stored, and takes what was reserved. False where it has been forgotten meanwhile. */
export async function settle(
    db: Queryable,
    url: string,
    { key, mimeType }: { key: string; mimeType: string },
): Promise<boolean> {
    const [settled] = await db.execute(sql`
        update remote_files f set state = 'kept', key = ${key}, mime_type = ${mimeType}, interest = ${INTEREST},
            last_viewed_at = date_trunc('hour', now())
        where url_hash = ${hashOf(url)} and state = 'arriving' returning 1`);
    return settled !== undefined;
}

/** Forgets rows of `remote_files` and gives back the room they took. Their files are the caller's to remove, before. */
export async function release(db: Queryable, which: SQL): Promise<{ bytes: number; files: number }> {
    const [released] = await db.execute<{ bytes: number; files: number }>(sql`
        with gone as (
            delete from remote_files where ${which} returning bytes
        ), room as (
            update remote_space set bytes = bytes - (select coalesce(sum(bytes), 0) from gone)
            where exists (select from gone) returning 1
        )
        select coalesce(sum(bytes), 0)::float8 as bytes, count(*)::int as files from gone`);
    return released ?? { bytes: 0, files: 0 };
}

/** Gives up a claim, with what was reserved for it. */
export async function giveUp(db: Queryable, url: string): Promise<void> {
    await release(db, sql`url_hash = ${hashOf(url)} and state = 'arriving'`);
}

/** What all remote files take together, reservations included, in bytes. */
export async function spaceUsed(db: Queryable): Promise<number> {
    const [row] = await db.execute<{ bytes: number }>(sql`select bytes::float8 from remote_space`);
    return row?.bytes ?? 0;
}
