import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { aStatusEntity, anAccountEntity } from '../../../../tests/support/mastodon-client';
import { MemoryDatabase } from '../database/memory-database';
import { keepStatuses } from '../database/statuses';
import type { Status } from '$lib/mastodon-api/entities';
import { Searcher } from './searcher';
import { wordsOf } from './words';

const ana = anAccountEntity('1', { acct: 'ana', username: 'ana', display_name: 'Ana Müller' });
const anatol = anAccountEntity('2', {
    acct: 'anatol@elsewhere.example',
    username: 'anatol',
    display_name: 'Anatol',
});
const bo = anAccountEntity('3', { acct: 'bo', username: 'bo', display_name: 'Bo Ana' });

let database: MemoryDatabase;
let searcher: Searcher;

async function keep(...statuses: Status[]) {
    await database.write(keepStatuses(statuses, Date.now()));
}
async function find(query: string) {
    const kinds = ['account', 'tag', 'status', 'notification'] as const;
    return searcher.answer({ ask: 'search', query, kinds, limit: 10 });
}
const posts = async (query: string) => (await find(query)).statusIds;

beforeEach(() => {
    database = new MemoryDatabase();
    searcher = new Searcher(database, '1');
});

describe('searching what the device keeps', () => {
    test('finds words whatever their accents and case, and the last one unfinished', async () => {
        await keep(
            aStatusEntity('1', { account: ana, content: '<p>The <b>Café</b> by the sea</p>' }),
            aStatusEntity('2', { account: ana, content: '<p>A harbour</p>' }),
        );
        expect(await posts('cafe')).toEqual(['1']);
        expect(await posts('SEA caf')).toEqual(['1']);
        expect(await posts('sea harbour')).toEqual([]);
    });

    test('finds warnings, descriptions, the choices of polls and the titles of links', async () => {
        const image = { id: '9', type: 'image', url: '', preview_url: null, description: 'A heron' };
        await keep(
            aStatusEntity('1', { account: ana, spoiler_text: 'Spiders' }),
            aStatusEntity('2', { account: ana, media_attachments: [image as never] }),
        );
        expect(await posts('spider')).toEqual(['1']);
        expect(await posts('heron')).toEqual(['2']);
    });

    test('finds words of scripts without spaces', async () => {
        await keep(
            aStatusEntity('1', { account: ana, content: '<p>海辺の町で朝ごはんを食べました</p>' }),
            aStatusEntity('2', { account: ana, content: '<p>東京都に住んでいます</p>' }),
        );
        expect(await posts('海辺')).toEqual(['1']);
        expect(await posts('東京')).toEqual(['2']);
    });

    test('answers to the server’s operators, to phrases and to refusals', async () => {
        const at = (created_at: string) => ({ created_at: `${created_at}T12:00:00.000Z` });
        await keep(
            aStatusEntity('1', { account: ana, content: 'low tide at noon', ...at('2026-03-01') }),
            aStatusEntity('2', { account: bo, content: 'tide low, boats out', ...at('2026-04-01') }),
            aStatusEntity('3', { account: anatol, content: 'tide', language: 'de', ...at('2026-05-01') }),
        );
        expect((await posts('tide')).toSorted()).toEqual(['1', '2', '3']);
        expect(await posts('tide from:me')).toEqual(['1']);
        expect(await posts('tide from:anatol')).toEqual(['3']);
        expect(await posts('tide after:2026-03-15 before:2026-04-15')).toEqual(['2']);
        expect(await posts('"low tide"')).toEqual(['1']);
        expect(await posts('low -boats')).toEqual(['1']);
        expect(await posts('language:de')).toEqual(['3']);
        expect(await posts('from:@bo')).toEqual(['2']);
    });

    test('offers nearly the same words only where the same ones find nothing', async () => {
        await keep(
            aStatusEntity('1', { account: ana, content: 'lighthouse' }),
            aStatusEntity('2', { account: ana, content: 'light houses' }),
        );
        expect(await posts('lighthouse')).toEqual(['1']);
        expect(await posts('lighthoose')).toEqual(['1']);
    });

    test('finds people by name and handle: who is followed first, then the closest', async () => {
        await keep(...[ana, anatol, bo].map((account, i) => aStatusEntity(String(i + 1), { account })));
        expect((await find('ana')).accountIds).toEqual(['1', '2', '3']);
        expect((await find('mull')).accountIds).toEqual(['1']);
        expect((await find('@anatol@else')).accountIds).toEqual(['2']);
        const complete = async () =>
            (await searcher.answer({ ask: 'accounts', prefix: 'an', limit: 6 })).accountIds;
        expect(await complete()).toEqual(['1', '2', '3']);
        await database.write([{ store: 'relationships', put: { id: '3', following: true } as never }]);
        searcher = new Searcher(database, '1');
        expect(await complete()).toEqual(['3', '1', '2']);
    });

    test('offers the hashtags met most, as they are written', async () => {
        const tags = (...names: string[]) => ({ tags: names.map((name) => ({ name, url: '' })) });
        await keep(
            aStatusEntity('1', { account: ana, ...tags('Seabirds', 'SeaGlass') }),
            aStatusEntity('2', { account: ana, ...tags('SeaGlass') }),
        );
        expect((await find('#sea')).tags).toEqual(['SeaGlass', 'Seabirds']);
        expect((await find('seab')).tags).toEqual(['Seabirds']);
    });

    test('finds notifications by who caused them and by the post they are about', async () => {
        await keep(aStatusEntity('1', { account: ana, content: 'tide pools' }));
        const group = { group_key: 'f', notifications_count: 1, type: 'favourite' } as never;
        await database.write([
            ...keepStatuses([aStatusEntity('2', { account: bo })], 0),
            {
                store: 'notificationGroups',
                put: { id: '7', accountIds: ['3'], statusId: '1', entity: group },
            },
        ]);
        expect((await find('pools')).notificationIds).toEqual(['7']);
        expect((await find('@bo')).notificationIds).toEqual(['7']);
    });

    test('boosts are not found beside what they boost, and what was dropped is found no more', async () => {
        const boosted = aStatusEntity('1', { account: ana, content: 'driftwood' });
        await keep(aStatusEntity('2', { account: bo, content: 'driftwood', reblog: boosted }));
        expect(await posts('driftwood')).toEqual(['1']);
        await database.write([{ store: 'statuses', delete: '1' }]);
        await searcher.answer({ ask: 'reread', ids: [] });
        expect(await posts('driftwood')).toEqual([]);
    });

    test('an edited post is found by what it says now', async () => {
        await keep(aStatusEntity('1', { account: ana, content: 'before' }));
        expect(await posts('before')).toEqual(['1']);
        await keep(aStatusEntity('1', { account: ana, content: 'after' }));
        await searcher.answer({ ask: 'reread', ids: ['1'] });
        expect([await posts('before'), await posts('after')]).toEqual([[], ['1']]);
    });
});

test('a text and a query are cut into the same words, in any script', async () => {
    const text = fc.array(
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('海の家', 'ทะเลสวย', 'Straße')),
        {
            minLength: 1,
            maxLength: 8,
        },
    );
    await fc.assert(
        fc.property(text, (parts) => {
            const whole = wordsOf(parts.join(' '));
            // Cutting what was cut gives the same words: a query is read as the text was.
            for (const word of new Set(whole)) expect(wordsOf(word).join('')).toBe(word);
            expect(whole.every((word) => word !== '' && !/\s/u.test(word))).toBe(true);
        }),
    );
});
