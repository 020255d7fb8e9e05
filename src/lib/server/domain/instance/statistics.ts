import { sql } from 'drizzle-orm';
import type { Database } from '../../db';

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

let counted = new WeakMap<Database, { at: number; figures: Promise<Statistics> }>();

/** The community's figures, at most five minutes old. */
export function statistics(db: Database): Promise<Statistics> {
    let latest = counted.get(db);
    if (!latest || Date.now() - latest.at > MAX_AGE_MS) {
        latest = { at: Date.now(), figures: count(db) };
        counted.set(db, latest);
        latest.figures.catch(() => counted.delete(db));
    }
    return latest.figures;
}

/** Forgets the figures, so that the next question counts again. */
export function forgetStatistics(): void {
    counted = new WeakMap();
}

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
