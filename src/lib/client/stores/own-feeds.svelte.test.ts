import { beforeEach, expect, test } from 'vitest';
import { aServer } from '../../../../tests/support/mastodon-client';
import { MemoryDatabase } from '../database/memory-database';
import { database, useDatabase } from '../database/open';
import { OwnFeeds } from './own-feeds.svelte';

beforeEach(() => useDatabase(new MemoryDatabase()));

const list = (id: string, title: string) => ({
    id,
    title,
    replies_policy: 'list' as const,
    exclusive: false,
});

test('lists and followed hashtags are there without the network, once they were seen', async () => {
    await database().write([
        { store: 'lists', put: { id: '2', entity: list('2', 'Art'), accountIds: ['7'] } },
    ]);
    const { fetch } = aServer((_method, { pathname }) =>
        Response.json(
            pathname.endsWith('/lists') ? [list('1', 'Sea'), list('2', 'Art')] : [{ name: 'tide' }],
        ),
    );
    const online = new OwnFeeds(fetch);
    await online.load();
    expect([online.lists.map(({ title }) => title), online.tags]).toEqual([['Art', 'Sea'], ['tide']]);

    const offline = new OwnFeeds(() => Promise.reject(new TypeError('offline')));
    await offline.load();
    expect([offline.lists.map(({ title }) => title), offline.tags]).toEqual([['Art', 'Sea'], ['tide']]);
    // Who is on a list is for its own page to say.
    expect((await database().get('lists', '2'))?.accountIds).toEqual(['7']);
});
