import type { Account } from '$lib/mastodon-api/entities';
import type { Look } from '../feeds/boosts';
import { filterVerdict } from '../feeds/filter-verdict';
import type { FeedSource } from '../feeds/source';
import type { Entities } from './entities.svelte';

/** What a row of a feed is about; null where it is not to be shown: not here, avoided, or hidden by a filter. */
export function lookAt(entities: Entities, id: string, { context }: FeedSource): Look | null {
    const status = entities.status(id);
    if (!status) return null;
    const original = status.reblog ?? status;
    // A profile shows its posts to whoever goes there.
    const authors = [status.account.id, original.account.id];
    if (context !== 'account' && authors.some((author) => entities.isAvoided(author))) return null;
    if (filterVerdict(status, context)?.action === 'hide') return null;
    return { originalId: original.id, boosted: status.reblog !== null };
}

/** The first few people who wrote or boosted these. */
export function authorsOf(entities: Entities, ids: readonly string[], count: number): Account[] {
    const authors = new Map<string, Account>();
    for (const id of ids) {
        const account = entities.status(id)?.account;
        if (account) authors.set(account.id, account);
        if (authors.size === count) break;
    }
    return [...authors.values()];
}
