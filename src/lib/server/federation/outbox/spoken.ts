import { LRUCache } from 'lru-cache';
import { inArray } from 'drizzle-orm';
import type { Database } from '../../db';
import { outboundActivities } from '../../db/schema';

/** An activity as it goes out: the same bytes to every inbox. */
export interface Spoken {
    accountId: string;
    body: Buffer;
}

/** What goes to many hosts is read once, not once for each. */
const spoken = new LRUCache<string, Spoken>({
    maxSize: 32_000_000,
    sizeCalculation: ({ body }) => body.length + 200,
});

/** Reads what is not in memory of these activities. */
export async function readSpoken(db: Database, ids: Set<string | null>): Promise<Map<string, Spoken>> {
    const found = new Map<string, Spoken>();
    const missing = new Set<string>();
    for (const id of ids) {
        if (id === null) continue;
        const known = spoken.get(id);
        if (known) found.set(id, known);
        else missing.add(id);
    }
    if (missing.size === 0) return found;
    const { id, accountId, body } = outboundActivities;
    const rows = await db
        .select({ id, accountId, body })
        .from(outboundActivities)
        .where(inArray(id, [...missing]));
    for (const row of rows) {
        const entry = { accountId: row.accountId, body: Buffer.from(row.body) };
        spoken.set(row.id, entry);
        found.set(row.id, entry);
    }
    return found;
}
