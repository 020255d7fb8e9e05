import type { Suggestion } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import type { SuggestedPerson, SuggestionSource } from '../domain/directory';
import type { Actor } from '../domain/users';
import { presentAccounts } from './present-accounts';

/** What older clients read instead of `sources`. */
const FORMER: Record<SuggestionSource, Suggestion['source']> = {
    featured: 'staff',
    friends_of_friends: 'past_interactions',
    most_followed: 'global',
};

/** https://docs.joinmastodon.org/entities/Suggestion/ */
export async function presentSuggestions(
    db: Database,
    viewer: Actor,
    people: readonly SuggestedPerson[],
): Promise<Suggestion[]> {
    const ids = people.map(({ accountId }) => accountId);
    const accounts = new Map(
        (await presentAccounts(db, viewer, ids)).map((account) => [account.id, account]),
    );
    return people.flatMap(({ accountId, sources }) => {
        const account = accounts.get(accountId);
        return account ? [{ source: FORMER[sources[0] ?? 'most_followed'], sources, account }] : [];
    });
}
