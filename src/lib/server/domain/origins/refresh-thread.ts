import { eq, sql } from 'drizzle-orm';
import { isId, type Database } from '../../db';
import { threadRefreshes } from '../../db/schema';
import type { JobKind } from '../../jobs';
import { readAnswers } from './read-answers';

/** The queue of posts whose answers are read from where they were written. */
export const THREAD_REFRESHES = 'thread-refreshes';

export interface RefreshJob {
    refreshId: string;
}

export type ThreadRefresh = typeof threadRefreshes.$inferSelect;

/** The refresh with this id, while it is remembered. */
export async function findThreadRefresh(db: Database, id: string): Promise<ThreadRefresh | undefined> {
    if (!isId(id)) return undefined;
    const [refresh] = await db.select().from(threadRefreshes).where(eq(threadRefreshes.id, id));
    return refresh;
}

/** Reads the answers to one post, and the answers to those. What cannot be had is left out; asking again is for later. */
export const threadRefreshJob: JobKind<RefreshJob> = {
    batch: 4,
    retries: 1,
    retryDelay: 60,
    async run(db, { refreshId }) {
        const refresh = await findThreadRefresh(db, refreshId);
        if (!refresh || refresh.finishedAt !== null) return;
        let isReached = true;
        try {
            isReached = await readAnswers(db, refresh.statusId, () => countResult(db, refreshId));
        } finally {
            await finish(db, refreshId, { unreachable: !isReached });
        }
    },
};

async function countResult(db: Database, refreshId: string): Promise<void> {
    await db
        .update(threadRefreshes)
        .set({ resultCount: sql`${threadRefreshes.resultCount} + 1` })
        .where(eq(threadRefreshes.id, refreshId));
}

async function finish(db: Database, refreshId: string, { unreachable }: { unreachable: boolean }) {
    await db
        .update(threadRefreshes)
        .set({
            unreachable,
            fruitless: sql`case when ${threadRefreshes.resultCount} = 0 then ${threadRefreshes.fruitless} + 1 else 0 end`,
            finishedAt: new Date(),
        })
        .where(eq(threadRefreshes.id, refreshId));
}
