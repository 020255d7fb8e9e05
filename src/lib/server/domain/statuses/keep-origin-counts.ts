import { eq, sql } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { statuses, type StatusCounts } from '../../db/schema';

/** Notes what the origin of a post tells of its answers, likes and boosts; of what it does not tell, the last word stays. */
export async function keepOriginCounts(db: Queryable, statusId: string, counts: StatusCounts): Promise<void> {
    const told = JSON.stringify(counts);
    if (told === '{}') return;
    await db
        .update(statuses)
        .set({ originCounts: sql`coalesce(${statuses.originCounts}, '{}') || ${told}::jsonb` })
        .where(eq(statuses.id, statusId));
}
