import { sql } from 'drizzle-orm';
import type { Database } from '../../db';
import { keptFor } from './kept-for';

/** How large and how alive the community is. */
export interface Statistics {
    members: number;
    statuses: number;
    /** Other servers that are known. */
    peers: number;
    activeMembers: { month: number; halfYear: number };
}

/** Counting takes longer the more there is to count; the figures may be this old. */
const MAX_AGE_MS = 300_000;

const figures = keptFor(MAX_AGE_MS, count);

/** The community's figures, at most five minutes old. */
export const statistics = figures.read;

/** Forgets the figures, so that the next question counts again. */
export const forgetStatistics = figures.forget;

async function count(db: Database): Promise<Statistics> {
    const [row] = await db.execute<
        Record<'members' | 'month' | 'half_year' | 'statuses' | 'peers', number>
    >(sql`
        SELECT
            count(*)::int AS members,
            count(*) FILTER (WHERE last_active_at > now() - interval '30 days')::int AS month,
            count(*) FILTER (WHERE last_active_at > now() - interval '180 days')::int AS half_year,
            (SELECT coalesce(sum(statuses_count), 0)::int FROM accounts WHERE domain IS NULL) AS statuses,
            (SELECT count(*)::int FROM instances) AS peers
        FROM users JOIN accounts ON accounts.id = users.account_id AND accounts.suspended_at IS NULL
        WHERE approved_at IS NOT NULL AND confirmed_at IS NOT NULL`);
    return {
        members: row?.members ?? 0,
        statuses: row?.statuses ?? 0,
        peers: row?.peers ?? 0,
        activeMembers: { month: row?.month ?? 0, halfYear: row?.half_year ?? 0 },
    };
}
