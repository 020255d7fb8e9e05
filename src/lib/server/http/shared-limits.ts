import { createHash } from 'node:crypto';
import { lt, sql } from 'drizzle-orm';
import { prepared, type Database } from '../db';
import { spentLimits } from '../db/schema';

/** How often something was done within its window, the last time included. */
export interface Spent {
    count: number;
    resetAt: Date;
}

/**
 * Counts one more for `key` in a window of `seconds`, which begins with the first that is counted: one statement, so that
 * of all processes on the database none misses another's.
 */
export async function spendShared(db: Database, key: string, seconds: number): Promise<Spent> {
    const now = Date.now();
    const [row] = await countOne(db, {
        key: createHash('sha256').update(key).digest('base64url'),
        now: new Date(now).toISOString(),
        resetsAt: new Date(now + seconds * 1_000).toISOString(),
    });
    if (!row) throw new Error('What is limited was not counted');
    return { count: row.count, resetAt: new Date(row.resetsAt) };
}

const countOne = prepared<
    { count: number; resetsAt: string },
    { key: string; now: string; resetsAt: string }
>((parameter) => {
    const isOver = sql`spent.resets_at <= ${parameter('now', 'timestamptz')}`;
    return sql`
        insert into spent_limits as spent (key, count, resets_at)
        values (${parameter('key', 'text')}, 1, ${parameter('resetsAt', 'timestamptz')})
        on conflict (key) do update set
            count = case when ${isOver} then 1 else spent.count + 1 end,
            resets_at = case when ${isOver} then excluded.resets_at else spent.resets_at end
        returning spent.count, spent.resets_at as "resetsAt"`;
});

/** Forgets windows that are over. */
export async function forgetSpentLimits(db: Database): Promise<void> {
    await db.delete(spentLimits).where(lt(spentLimits.resetsAt, new Date()));
}
