import type { Search } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import type { Findings } from '../domain/search';
import type { Actor } from '../domain/users';
import { presentAccounts } from './present-accounts';
import { presentStatuses } from './present-statuses';
import { presentTags } from './tag';

/** Always all three lists. https://docs.joinmastodon.org/entities/Search/ */
export async function presentFindings(
    db: Database,
    viewer: Actor | null,
    { accountIds, statusIds, hashtags }: Findings,
): Promise<Search> {
    const [accounts, statuses, tags] = await Promise.all([
        presentAccounts(db, viewer, accountIds),
        presentStatuses(db, viewer, statusIds),
        presentTags(db, viewer, hashtags),
    ]);
    return { accounts, statuses, hashtags: tags };
}
