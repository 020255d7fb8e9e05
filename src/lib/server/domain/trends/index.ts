import type { Database } from '../../db';
import { countDays } from './count-days';
import { rankTrends } from './rank';

export { trendingHashtags, trendingLinks, trendingStatuses, type TrendsPart } from './list-trends';
export { countDays, rankTrends };

/** Counts what was used and ranks what trends; a chore of every few minutes. */
export async function findTrends(db: Database): Promise<void> {
    await countDays(db);
    await rankTrends(db);
}
