import { LRUCache } from 'lru-cache';
import { memoryHearing, type Database, type Hearing } from '../../db';
import { FilterMatcher } from './filter-matcher';
import { findFilters } from './filter-row';

/** Told by triggers on the tables with the member's account id, whoever writes to them. */
const CHANNEL = 'filters_changed';
/** Members whose filters one process keeps ready. */
const MOST_KNOWN = 5_000;

class Known implements Hearing {
    readonly matchers = new LRUCache<string, Promise<FilterMatcher | undefined>>({ max: MOST_KNOWN });

    onWord(accountId: string): void {
        this.matchers.delete(accountId);
    }

    onGap(): void {
        this.matchers.clear();
    }
}

const knownOf = memoryHearing(CHANNEL, () => new Known());

/**
 * A member's filters ready to be asked, from memory; undefined for those who have none. Any change to their tables, by
 * whatever process, is told by NOTIFY and forgets them; so does a connection that was lost, since it may have missed one.
 */
export async function filtersOf(db: Database, accountId: string): Promise<FilterMatcher | undefined> {
    const { matchers } = await knownOf(db);
    let matcher = matchers.get(accountId);
    if (matcher) return matcher;
    matchers.set(accountId, (matcher = read(db, accountId)));
    matcher.catch(() => matchers.delete(accountId));
    return matcher;
}

async function read(db: Database, accountId: string): Promise<FilterMatcher | undefined> {
    const filters = await findFilters(db, { accountId });
    return filters.length > 0 ? new FilterMatcher(filters) : undefined;
}
