import { LRUCache } from 'lru-cache';
import type { Database } from '../../db';
import { FilterMatcher } from './filter-matcher';
import { findFilters } from './filter-row';

/** Told by triggers on the tables with the member's account id, whoever writes to them. */
const CHANNEL = 'filters_changed';
/** Members whose filters one process keeps ready. */
const MOST_KNOWN = 5_000;

type Known = LRUCache<string, Promise<FilterMatcher | undefined>>;

let listening = new WeakMap<Database, Promise<unknown>>();
const known = new WeakMap<Database, Known>();

/**
 * A member's filters ready to be asked, from memory; undefined for those who have none. Any change to their tables, by
 * whatever process, is told by NOTIFY and forgets them; so does a connection that was lost, since it may have missed one.
 */
export async function filtersOf(db: Database, accountId: string): Promise<FilterMatcher | undefined> {
    // Listening begins before reading: a change in between is heard.
    if (!listening.has(db)) listening.set(db, listen(db));
    await listening.get(db);
    const members = membersOf(db);
    let matcher = members.get(accountId);
    if (matcher) return matcher;
    members.set(accountId, (matcher = read(db, accountId)));
    matcher.catch(() => members.delete(accountId));
    return matcher;
}

/** Forgets what this process knows of a member's filters. */
export function forgetFilters(db: Database, accountId: string): void {
    known.get(db)?.delete(accountId);
}

function membersOf(db: Database): Known {
    let members = known.get(db);
    if (!members) known.set(db, (members = new LRUCache({ max: MOST_KNOWN })));
    return members;
}

async function listen(db: Database): Promise<void> {
    try {
        await db.$client.listen(
            CHANNEL,
            (accountId) => forgetFilters(db, accountId),
            () => known.delete(db),
        );
    } catch (error) {
        listening = new WeakMap();
        throw error;
    }
}

async function read(db: Database, accountId: string): Promise<FilterMatcher | undefined> {
    const filters = await findFilters(db, { accountId });
    return filters.length > 0 ? new FilterMatcher(filters) : undefined;
}
