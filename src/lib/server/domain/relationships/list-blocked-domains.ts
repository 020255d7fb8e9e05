import { and, eq } from 'drizzle-orm';
import { newestFirst, sliceOrder, withinSlice, type Database, type Slice } from '../../db';
import { domainBlocks } from '../../db/schema';
import type { Actor } from '../users';

/** The domains `owner` refuses. `id` is the refusal's, by which the list is paged. */
export async function listBlockedDomains(
    db: Database,
    owner: Actor,
    slice: Slice,
): Promise<{ id: string; domain: string }[]> {
    const rows = await db
        .select({ id: domainBlocks.id, domain: domainBlocks.domain })
        .from(domainBlocks)
        .where(and(eq(domainBlocks.accountId, owner.accountId), withinSlice(domainBlocks.id, slice)))
        .orderBy(sliceOrder(domainBlocks.id, slice))
        .limit(slice.limit);
    return newestFirst(rows, slice);
}
