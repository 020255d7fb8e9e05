import { searchAccounts } from '$lib/client/api/accounts';
import { search } from '$lib/client/api/search';
import { completeAccounts, completeTags } from '$lib/client/search/local-search';
import type { Account } from '$lib/mastodon-api/entities';
import { OFFERED, type Completable } from './completion';

/** One way to complete a word. */
export interface Suggestion {
    /** What is put behind the sign. */
    completion: string;
    /** The person, when it is one. */
    account?: Account;
}

const ofAccount = (account: Account): Suggestion => ({ completion: account.acct, account });
const ofTag = (completion: string): Suggestion => ({ completion });

/** How `word` may go on as far as this device knows, best first: at once, and without a network. */
export async function suggestHere({ kind, query }: Completable): Promise<Suggestion[]> {
    if (kind === 'mention') return (await completeAccounts(query, OFFERED)).map(ofAccount);
    return (await completeTags(query, OFFERED)).map(ofTag);
}

/** How `word` may go on as the server knows, best first; nothing when it can't be asked. */
export async function suggestElsewhere(
    { kind, query }: Completable,
    signal: AbortSignal,
): Promise<Suggestion[]> {
    try {
        if (kind === 'mention')
            return (await searchAccounts(fetch, query, { limit: OFFERED, signal })).map(ofAccount);
        const { hashtags } = await search(fetch, query, { type: 'hashtags', limit: OFFERED }, signal);
        return hashtags.map(({ name }) => ofTag(name));
    } catch {
        return [];
    }
}
