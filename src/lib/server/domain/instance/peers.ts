import { and, asc, isNull, like, sql } from 'drizzle-orm';
import type { Database } from '../../db';
import { instances } from '../../db/schema';
import { keptFor } from './kept-for';

/** Judging every domain takes a while, and anybody may ask; the list may be this old. */
const MAX_AGE_MS = 300_000;

const peers = keptFor(MAX_AGE_MS, readPeers);

/** The domains of all servers this one has met and speaks with, at most five minutes old. */
export const listPeers = peers.read;

/** Forgets the list, so that the next question reads it again. */
export const forgetPeers = peers.forget;

async function readPeers(db: Database): Promise<string[]> {
    const rows = await db
        .select({ domain: instances.domain })
        .from(instances)
        .where(sql`not is_refused_domain(${instances.domain})`)
        .orderBy(asc(instances.domain));
    return rows.map(({ domain }) => domain);
}

/** Those of them that still answer and begin with `start`, at most `limit`; none for an empty start. */
export async function searchPeers(db: Database, start: string, limit: number): Promise<string[]> {
    const typed = start.trim().toLowerCase();
    if (typed === '') return [];
    const rows = await db
        .select({ domain: instances.domain })
        .from(instances)
        .where(
            and(
                like(instances.domain, `${typed.replace(/[\\%_]/g, '\\$&')}%`),
                isNull(instances.parkedAt),
                sql`not is_refused_domain(${instances.domain})`,
            ),
        )
        .orderBy(asc(instances.domain))
        .limit(limit);
    return rows.map(({ domain }) => domain);
}
