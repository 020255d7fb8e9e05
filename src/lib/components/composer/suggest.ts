import { searchAccounts } from '$lib/client/api/accounts';
import { search } from '$lib/client/api/search';
import type { Account } from '$lib/mastodon-api/entities';
import type { Completable } from './completion';

/** One way to complete a word. */
export interface Suggestion {
    /** What is put behind the sign. */
    completion: string;
    /** The person, when it is one. */
    account?: Account;
}

const OFFERED = 6;

/** How `word` may go on, best first; nothing when the server can't be asked. */
export async function suggest(word: Completable, signal: AbortSignal): Promise<Suggestion[]> {
    try {
        if (word.kind === 'mention') {
            const accounts = await searchAccounts(fetch, word.query, { limit: OFFERED, signal });
            return accounts.map((account) => ({ completion: account.acct, account }));
        }
        const { hashtags } = await search(fetch, word.query, { type: 'hashtags', limit: OFFERED }, signal);
        return hashtags.map((tag) => ({ completion: tag.name }));
    } catch {
        return [];
    }
}
