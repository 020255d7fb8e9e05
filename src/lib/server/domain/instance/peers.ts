import { and, asc, isNull, like } from 'drizzle-orm';
import type { Database } from '../../db';
import { instances } from '../../db/schema';

/** The domains of all servers this one has met. */
export async function listPeers(db: Database): Promise<string[]> {
    const rows = await db.select({ domain: instances.domain }).from(instances).orderBy(asc(instances.domain));
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
            and(like(instances.domain, `${typed.replace(/[\\%_]/g, '\\$&')}%`), isNull(instances.parkedAt)),
        )
        .orderBy(asc(instances.domain))
        .limit(limit);
    return rows.map(({ domain }) => domain);
}
