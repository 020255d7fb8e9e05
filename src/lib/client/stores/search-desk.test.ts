import { beforeEach, expect, test, vi } from 'vitest';
import { aStatusEntity, anAccountEntity } from '../../../../tests/support/mastodon-client';
import type { Fetch } from '../api/request';
import { MemoryDatabase } from '../database/memory-database';
import { useDatabase } from '../database/open';
import { SearchDesk } from './search-desk.svelte';

// What cleans HTML needs a browser, and is tried in one (tests/e2e).
vi.mock('../database/sanitise', () => ({
    loadSanitiser: async () => {},
    sanitiseStatus: (status: unknown) => status,
    sanitiseAccount: (account: unknown) => account,
}));

const searchHere = async () => ({
    accounts: [anAccountEntity('1')],
    tags: ['sea'],
    statuses: [],
    notifications: [],
});

beforeEach(() => {
    vi.useFakeTimers();
    useDatabase(new MemoryDatabase());
});

/** Answers every search with the same, or fails. */
function serverWith(found: object | null): { fetch: Fetch; asked: string[] } {
    const asked: string[] = [];
    const fetch: Fetch = (path) => {
        asked.push(String(path));
        return found ? Promise.resolve(Response.json(found)) : Promise.reject(new TypeError('offline'));
    };
    return { fetch, asked };
}

async function look(desk: SearchDesk, query: string, scope: 'all' | 'accounts' = 'all') {
    const looked = desk.look(query, scope);
    await vi.advanceTimersByTimeAsync(1000);
    await looked;
}

test('what the device knows comes first, and the server adds only what is not there', async () => {
    const { fetch } = serverWith({
        accounts: [anAccountEntity('1'), anAccountEntity('2')],
        hashtags: [{ name: 'Sea' }, { name: 'seaside' }],
        statuses: [aStatusEntity('9')],
    });
    const desk = new SearchDesk({ fetch, searchHere });
    await look(desk, 'sea');
    expect([desk.here.accounts.map(({ id }) => id), desk.here.tags]).toEqual([['1'], ['sea']]);
    expect(desk.there.accounts.map(({ id }) => id)).toEqual(['2']);
    expect(desk.there.tags).toEqual(['seaside']);
    expect(desk.there.statuses.map(({ id }) => id)).toEqual(['9']);
    expect(desk.state).toBe('done');
});

test('without a server what the device knows stays, and it is said that the server was not asked', async () => {
    const desk = new SearchDesk({ fetch: serverWith(null).fetch, searchHere });
    await look(desk, 'sea');
    expect([desk.here.accounts.length, desk.state]).toEqual([1, 'failed']);
});

test('typing on forgets the earlier question, and only addresses are asked for elsewhere', async () => {
    const { fetch, asked } = serverWith({ accounts: [], hashtags: [], statuses: [] });
    const desk = new SearchDesk({ fetch, searchHere });
    void desk.look('se', 'all');
    await look(desk, '@vera@elsewhere.example');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toContain('resolve=true');
    await look(desk, 'sea');
    expect(asked[1]).toContain('resolve=false');
});

test('one kind is read on page by page', async () => {
    const page = Array.from({ length: 20 }, (_, i) => anAccountEntity(String(100 + i)));
    const { fetch, asked } = serverWith({ accounts: page, hashtags: [], statuses: [] });
    const desk = new SearchDesk({ fetch, searchHere });
    await look(desk, 'user', 'accounts');
    expect([desk.hasMore, desk.there.accounts.length]).toEqual([true, 20]);
    await desk.more();
    expect(asked[1]).toContain('offset=20');
});
