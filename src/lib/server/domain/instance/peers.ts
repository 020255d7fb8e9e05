import { asc } from 'drizzle-orm';
import type { Database } from '../../db';
import { instances } from '../../db/schema';

/** The domains of all servers this one has met. */
export async function listPeers(db: Database): Promise<string[]> {
    const rows = await db.select({ domain: instances.domain }).from(instances).orderBy(asc(instances.domain));
    return rows.map(({ domain }) => domain);
}
