import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aServer, aStatusEntity } from '../../../../tests/support/mastodon-client';
import { MemoryDatabase } from '../database/memory-database';
import { useDatabase } from '../database/open';
import { forgetTimelines, timelineFor } from './timelines.svelte';

vi.mock('../database/sanitise', () => ({
    loadSanitiser: async () => {},
    sanitiseStatus: (status: unknown) => status,
    sanitiseAccount: (account: unknown) => account,
}));

let posts = ['1001'];

beforeEach(() => {
    useDatabase(new MemoryDatabase());
    vi.stubGlobal('fetch', aServer(() => Response.json(posts.map((id) => aStatusEntity(id)))).fetch);
});
afterEach(() => {
    forgetTimelines();
    vi.unstubAllGlobals();
});

test('a feed goes on after the page that asked for it first was left', async () => {
    const leave = $effect.root(() => {
        $effect.pre(() => void timelineFor('account:1').items.length);
    });
    leave();
    const feed = timelineFor('account:1');
    await feed.loadNewest();
    expect(feed.items.map(({ id }) => id)).toEqual(['1001']);
    posts = ['1002', '1001'];
    await feed.loadNewest();
    expect(feed.newCount).toBe(1);
});
