import type { FilterContext, Status } from '$lib/mastodon-api/entities';
import type { PageParams } from '$lib/mastodon-api/paging';
import type { Channel } from '$lib/mastodon-api/streaming';
import { getAccountStatuses } from '../api/accounts';
import type { Fetch, Page } from '../api/request';
import { getHomeTimeline, getListTimeline, getPublicTimeline, getTagTimeline } from '../api/timelines';

/** Names a feed whose items are ordered by their own ids. */
export type FeedKey =
    'home' | 'public' | 'local' | 'remote' | `tag:${string}` | `list:${string}` | `account:${string}`;

/** Where a feed comes from. */
export interface FeedSource {
    readonly key: FeedKey;
    /** Which of the person's filters apply. */
    readonly context: FilterContext;
    /** Where its new items are heard of; null for feeds without live items. */
    readonly channel: Channel | null;
    page(fetch: Fetch, params: PageParams): Promise<Page<Status>>;
}

const rest = (key: string) => key.slice(key.indexOf(':') + 1);

/**
 * `account:ID` or `account:ID:posts` are someone's posts, `account:ID:replies` with replies, `account:ID:media` those
 * with media.
 */
export function feedSource(key: FeedKey): FeedSource {
    if (key === 'home')
        return {
            key,
            context: 'home',
            channel: 'user',
            page: (fetch, params) => getHomeTimeline(fetch, params),
        };
    if (key.startsWith('tag:')) {
        const tag = rest(key);
        const channel: Channel = `hashtag:${tag.toLowerCase()}`;
        return {
            key,
            context: 'public',
            channel,
            page: (fetch, params) => getTagTimeline(fetch, tag, params),
        };
    }
    if (key.startsWith('list:')) {
        const id = rest(key);
        return {
            key,
            context: 'home',
            channel: `list:${id}`,
            page: (fetch, params) => getListTimeline(fetch, id, params),
        };
    }
    if (key.startsWith('account:')) {
        const [id = '', kind] = rest(key).split(':');
        const only =
            kind === 'media' ? { only_media: true } : kind === 'replies' ? {} : { exclude_replies: true };
        return {
            key,
            context: 'account',
            channel: null,
            page: (fetch, params) => getAccountStatuses(fetch, id, { ...params, ...only }),
        };
    }
    const side = key === 'local' ? { local: true } : key === 'remote' ? { remote: true } : {};
    return {
        key,
        context: 'public',
        channel: key === 'local' ? 'public:local' : key === 'remote' ? 'public:remote' : 'public',
        page: (fetch, params) => getPublicTimeline(fetch, { ...params, ...side }),
    };
}
