import type { List } from '$lib/mastodon-api/entities';
import type { ListRow } from '../domain/lists';

/** https://docs.joinmastodon.org/entities/List/ */
export function listEntity({ id, title, repliesPolicy, exclusive }: ListRow): List {
    return { id, title, replies_policy: repliesPolicy, exclusive };
}
