import type { Account, Status } from '$lib/mastodon-api/entities';
import type { Fetch } from '$lib/client/api/request';

/** An account for tests of the client; `id` names it. */
export function anAccountEntity(id = '1', changes: Partial<Account> = {}): Account {
    return {
        id,
        username: `user${id}`,
        acct: `user${id}`,
        url: `https://atoll.example/@user${id}`,
        uri: `https://atoll.example/users/user${id}`,
        display_name: `User ${id}`,
        note: '',
        avatar: '/missing-avatar.png',
        avatar_static: '/missing-avatar.png',
        header: '/missing-header.png',
        header_static: '/missing-header.png',
        locked: false,
        fields: [],
        emojis: [],
        bot: false,
        group: false,
        discoverable: true,
        indexable: true,
        created_at: '2026-01-01T00:00:00.000Z',
        last_status_at: null,
        statuses_count: 0,
        followers_count: 0,
        following_count: 0,
        ...changes,
    };
}

/** A status for tests of the client. */
export function aStatusEntity(id: string, changes: Partial<Status> = {}): Status {
    return {
        id,
        uri: `https://atoll.example/users/user1/statuses/${id}`,
        url: `https://atoll.example/@user1/${id}`,
        created_at: '2026-01-01T00:00:00.000Z',
        edited_at: null,
        account: anAccountEntity(),
        content: `<p>Post ${id}</p>`,
        visibility: 'public',
        sensitive: false,
        spoiler_text: '',
        media_attachments: [],
        mentions: [],
        tags: [],
        emojis: [],
        reblogs_count: 0,
        favourites_count: 0,
        replies_count: 0,
        in_reply_to_id: null,
        in_reply_to_account_id: null,
        reblog: null,
        poll: null,
        card: null,
        language: 'en',
        favourited: false,
        reblogged: false,
        bookmarked: false,
        ...changes,
    };
}

/** A server for tests of the client: answers by method and path, and remembers what it was asked. */
export function aServer(
    answer: (method: string, url: URL, init: RequestInit) => Response | Promise<Response>,
) {
    const asked: string[] = [];
    const fetch: Fetch = async (input, init = {}) => {
        const url = new URL(String(input), 'http://localhost');
        const method = init.method ?? 'GET';
        asked.push(`${method} ${url.pathname}`);
        return answer(method, url, init);
    };
    return { fetch, asked };
}
