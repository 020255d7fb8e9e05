import { flushSync } from 'svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { aStatusEntity, anAccountEntity } from '../../../../tests/support/mastodon-client';
import type { Poll } from '$lib/mastodon-api/entities';
import { MemoryDatabase } from '../database/memory-database';
import { useDatabase } from '../database/open';
import { Entities } from './entities.svelte';

// What cleans HTML needs a browser, and is tried in one (tests/e2e).
vi.mock('../database/sanitise', () => ({
    loadSanitiser: async () => {},
    sanitiseStatus: (status: unknown) => status,
    sanitiseAccount: (account: unknown) => account,
}));

const aPoll = (changes: Partial<Poll>): Poll => ({
    id: '5',
    expires_at: null,
    expired: false,
    multiple: false,
    votes_count: 3,
    voters_count: 3,
    options: [
        { title: 'tea', votes_count: 2 },
        { title: 'coffee', votes_count: 1 },
    ],
    emojis: [],
    voted: false,
    ...changes,
});

let entities: Entities;
beforeEach(() => {
    useDatabase(new MemoryDatabase());
    entities = new Entities();
});

describe('entities', () => {
    test('a boost shows the boosted post as it is now', async () => {
        const original = aStatusEntity('1', { favourites_count: 2 });
        await entities.absorb([aStatusEntity('9', { reblog: original })]);
        await entities.absorb([{ ...original, favourites_count: 3, favourited: true }]);
        expect(entities.status('9')?.reblog).toMatchObject({ favourites_count: 3, favourited: true });
    });

    test('a wish shows at once, and its count with it', async () => {
        await entities.absorb([aStatusEntity('1', { favourites_count: 2 })]);
        entities.want('1', { favourited: true });
        expect(entities.status('1')).toMatchObject({ favourited: true, favourites_count: 3 });
        entities.want('1', null);
        expect(entities.status('1')).toMatchObject({ favourited: false, favourites_count: 2 });
    });

    test('an answer that comes in between changes nothing of the wish, and a count is never doubled', async () => {
        await entities.absorb([aStatusEntity('1')]);
        entities.want('1', { favourited: true });
        await entities.absorb([aStatusEntity('1', { replies_count: 1 })]);
        expect(entities.status('1')).toMatchObject({
            favourited: true,
            favourites_count: 1,
            replies_count: 1,
        });
        await entities.absorb([aStatusEntity('1', { favourited: true, favourites_count: 1 })]);
        expect(entities.status('1')).toMatchObject({ favourited: true, favourites_count: 1 });
    });

    test('a count is never below zero', async () => {
        await entities.absorb([aStatusEntity('1', { favourited: true, favourites_count: 0 })]);
        entities.want('1', { favourited: false });
        expect(entities.status('1')).toMatchObject({ favourited: false, favourites_count: 0 });
    });

    test('a vote shows at once and counts once, also when the answer is already here', async () => {
        const poll = aPoll({ voted: false, own_votes: [] });
        await entities.absorb([aStatusEntity('1', { poll })]);
        entities.want('1', { choices: [1] });
        const voted = { voted: true, own_votes: [1], votes_count: 4, voters_count: 4 };
        expect(entities.status('1')?.poll).toMatchObject(voted);
        expect(entities.status('1')?.poll?.options.map(({ votes_count }) => votes_count)).toEqual([2, 2]);
        await entities.absorbPoll('1', { ...poll, ...voted, votes_count: 9 });
        expect(entities.status('1')?.poll).toMatchObject({ votes_count: 9, own_votes: [1] });
    });

    test('totals that are hidden stay hidden after the vote', async () => {
        const options = ['tea', 'coffee'].map((title) => ({ title, votes_count: null }));
        await entities.absorb([aStatusEntity('1', { poll: aPoll({ options }) })]);
        entities.want('1', { choices: [0] });
        expect(entities.status('1')?.poll?.options).toEqual(options);
    });

    test('the answer to a vote takes nothing else that waits for certain', async () => {
        await entities.absorb([aStatusEntity('1', { poll: aPoll({}) })]);
        entities.want('1', { favourited: true });
        await entities.absorbPoll('1', aPoll({ voted: true }));
        entities.want('1', null);
        expect(entities.status('1')).toMatchObject({ favourited: false, poll: { voted: true } });
    });

    test('the same parts give the same object', async () => {
        await entities.absorb([aStatusEntity('9', { reblog: aStatusEntity('1') })]);
        expect(entities.status('9')).toBe(entities.status('9'));
    });

    test('who reads a post hears of its change, and of no other', async () => {
        await entities.absorb([aStatusEntity('1'), aStatusEntity('2')]);
        const seen: (boolean | undefined)[] = [];
        const stop = $effect.root(() => {
            const status = $derived(entities.status('1'));
            $effect(() => void seen.push(status?.favourited));
        });
        flushSync();
        entities.want('2', { favourited: true });
        flushSync();
        entities.want('1', { favourited: true });
        flushSync();
        stop();
        expect(seen).toEqual([false, true]);
    });

    test('what was seen once is there again without the network', async () => {
        await entities.absorb([
            aStatusEntity('9', { reblog: aStatusEntity('1', { account: anAccountEntity('7') }) }),
        ]);
        const next = new Entities();
        expect([...(await next.load(['9', '404']))]).toEqual(['9']);
        expect(next.status('9')?.reblog?.account.id).toBe('7');
        expect((await next.findByAcct('USER7'))?.id).toBe('7');
    });

    test('a deleted post is gone here and on the device', async () => {
        await entities.absorb([aStatusEntity('1')]);
        await entities.forget('1');
        expect(entities.status('1')).toBeUndefined();
        expect([...(await new Entities().load(['1']))]).toEqual([]);
    });

    test('following someone with a locked account is asking', async () => {
        const relationship = { id: '5', following: false, requested: false } as never;
        await entities.absorbAccounts([anAccountEntity('5', { locked: true })]);
        await entities.absorbRelationships([relationship]);
        entities.wantRelation('5', { following: true });
        expect(entities.relationship('5')).toMatchObject({ following: false, requested: true });
    });
});
