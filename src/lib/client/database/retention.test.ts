import type { MediaAttachment } from '$lib/mastodon-api/entities';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aStatusEntity, anAccountEntity } from '../../../../tests/support/mastodon-client';
import { emptyFeed, learn } from '../feeds/feed';
import { awaitedMedia } from '../outbox/awaited-media';
import { newRow } from '../outbox/row';
import { MemoryDatabase } from './memory-database';
import type { LocalDatabase, StoredFeed } from './records';
import { planFeeds } from './plan-feeds';
import { collectGarbage, makeRoom } from './retention';
import { DEFAULT_LIMITS, LESS_AND_LESS } from './retention-limits';
import { keepStatuses, readStatuses } from './statuses';

const DAY = 86_400_000;
const NOW = 1_000_000_000_000;
const feed = (id: string, ids: readonly string[], usedAt = NOW): StoredFeed => ({
    id,
    feed: learn(emptyFeed, { ids }),
    anchor: null,
    fetchedAt: usedAt,
    usedAt,
});
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => String(from + i));

async function aDevice(...feeds: StoredFeed[]): Promise<LocalDatabase> {
    const database = new MemoryDatabase();
    await database.write(feeds.map((put) => ({ store: 'feeds', put })));
    return database;
}

const draft = {
    id: 'd',
    text: 'x',
    contentWarning: '',
    sensitive: false,
    visibility: 'public',
    language: null,
    contentType: null,
    quotedId: null,
    quotePolicy: 'public' as const,
    editedId: null,
    poll: null,
    media: [] as MediaAttachment[],
    scheduledAt: null,
    scheduledId: null,
    localOnly: false,
} as const;

describe('what the device keeps', () => {
    test('home stays whatever its age; other feeds go when they were not opened for two weeks', () => {
        const old = NOW - 20 * DAY;
        const feeds = [feed('home', ['1'], old), feed('tag:sea', ['2'], old), feed('public:local', ['3'])];
        const kept = planFeeds({ feeds, threads: [], profiles: [] }, DEFAULT_LIMITS, NOW);
        expect(kept.feeds.map(({ id }) => id)).toEqual(['home', 'public:local']);
        expect(kept.changes).toEqual([{ store: 'feeds', delete: 'tag:sea' }]);
    });

    test('of many feeds the last used stay, each with its newest posts', () => {
        const feeds = numbers(0, 25).map((n) => feed(`tag:t${n}`, numbers(1000, 100), NOW - Number(n)));
        const kept = planFeeds({ feeds, threads: [], profiles: [] }, DEFAULT_LIMITS, NOW);
        expect(kept.feeds.map(({ id }) => id)).toEqual(numbers(0, 20).map((n) => `tag:t${n}`));
        expect(kept.feeds.every(({ feed }) => feed.segments[0]?.ids.length === 80)).toBe(true);
    });

    test('a post goes when nothing kept refers to it, and with a boost stays the boosted post', async () => {
        const database = await aDevice(feed('home', ['9']));
        const boost = aStatusEntity('9', { reblog: aStatusEntity('5', { account: anAccountEntity('50') }) });
        await database.write(
            keepStatuses([boost, aStatusEntity('7', { account: anAccountEntity('70') })], NOW - DAY),
        );
        await collectGarbage(database, DEFAULT_LIMITS, NOW);
        expect((await database.ids('statuses')).sort()).toEqual(['5', '9']);
        expect(await database.ids('accounts')).not.toContain('70');
        expect(await readStatuses(database, ['9'])).toEqual([boost]);
    });

    test('a post that has just come stays although its feed is not written yet', async () => {
        const database = await aDevice();
        await database.write(keepStatuses([aStatusEntity('1')], NOW));
        await collectGarbage(database, DEFAULT_LIMITS, NOW + 60_000);
        expect(await database.ids('statuses')).toEqual(['1']);
    });

    test('a post far down a feed that is on the screen stays as long as it is there', async () => {
        const database = await aDevice();
        await database.write(keepStatuses([aStatusEntity('1'), aStatusEntity('2')], NOW - DAY));
        await collectGarbage(database, DEFAULT_LIMITS, NOW, ['2']);
        expect(await database.ids('statuses')).toEqual(['2']);
    });

    test('on a full device most goes, and never a draft or what waits to be sent', async () => {
        const database = await aDevice(feed('home', numbers(1000, 800)));
        await database.write(
            keepStatuses(
                numbers(1000, 800).map((id) => aStatusEntity(id)),
                Date.now(),
            ),
        );
        const row = newRow({ type: 'post', target: null, payload: { status: 'hi' } }, { seq: 1, now: NOW });
        await database.write([
            { store: 'outbox', put: row },
            { store: 'drafts', put: { ...draft, inReplyToId: '1000', updatedAt: NOW } },
        ]);
        await makeRoom(database);
        expect(await database.ids('statuses')).toHaveLength(161);
        expect(await database.ids('statuses')).toContain('1000');
        expect([await database.ids('outbox'), await database.ids('drafts')]).toEqual([[row.id], ['d']]);
    });

    test('a file stays while a waiting post or a thread being written is to show it, and can be taken back for an hour without one', async () => {
        const database = await aDevice();
        const file = new File(['a'], 'a.mp4', { type: 'video/mp4' });
        const kept = (id: string, addedAt: number) => ({ id, file, mediaId: null, addedAt });
        const media = [awaitedMedia('file-shown', file)];
        const post = { type: 'post', target: null, payload: { status: 'hi' }, media } as const;
        await database.write([
            { store: 'outbox', put: newRow(post, { seq: 1, now: NOW }) },
            {
                store: 'drafts',
                put: {
                    ...draft,
                    inReplyToId: null,
                    thread: [{ id: 'p', text: '', media: [awaitedMedia('file-thread', file)] }],
                    updatedAt: NOW,
                },
            },
            { store: 'files', put: kept('file-shown', NOW - DAY) },
            { store: 'files', put: kept('file-thread', NOW - DAY) },
            { store: 'files', put: kept('file-lately', NOW - 60_000) },
            { store: 'files', put: kept('file-old', NOW - DAY) },
        ]);
        await collectGarbage(database, DEFAULT_LIMITS, NOW);
        expect(await database.ids('files')).toEqual(['file-shown', 'file-thread', 'file-lately']);
    });

    test('what the person put aside stays, however old and full', async () => {
        const database = await aDevice();
        const old = NOW - 60 * DAY;
        await database.write([
            ...keepStatuses([aStatusEntity('1', { bookmarked: true }), aStatusEntity('2')], old),
            ...keepStatuses([aStatusEntity('3')], old),
            { store: 'saved', put: { id: 'favourites', ids: ['2'], fetchedAt: old } },
        ]);
        await makeRoom(database);
        expect((await database.ids('statuses')).sort()).toEqual(['1', '2']);
    });

    test('an opened profile stays with its posts and its people until a hundred others were opened', async () => {
        const profiles = numbers(1000, 101).map((id, i) => ({
            id,
            usedAt: NOW - i,
            familiarIds: [`${id}0`],
        }));
        const database = await aDevice(
            ...profiles.map(({ id }) => feed(`account:${id}`, [`${id}1`])),
            feed('home', []),
        );
        await database.write(profiles.map((put) => ({ store: 'profiles', put })));
        await database.write(
            profiles.flatMap(({ id }) =>
                keepStatuses([aStatusEntity(`${id}1`, { account: anAccountEntity(id) })], NOW - DAY),
            ),
        );
        await collectGarbage(database, DEFAULT_LIMITS, NOW);
        expect(await database.ids('profiles')).toHaveLength(100);
        expect((await database.ids('feeds')).filter((id) => id !== 'home')).toHaveLength(100);
        expect(await database.ids('statuses')).not.toContain('11001');
        expect(await database.ids('accounts')).toContain('1000');
    });

    test('a feed is not cut above the place being read', () => {
        const reading = { ...feed('tag:sea', numbers(1000, 300)), anchor: { key: '1099', offset: 0 } };
        // From new to old: 1299, …, 1099 is the 201st.
        const now = planFeeds({ feeds: [reading], threads: [], profiles: [] }, DEFAULT_LIMITS, NOW);
        expect(now.feeds[0]?.feed.segments[0]?.ids).toHaveLength(240);
        const later = planFeeds({ feeds: [reading], threads: [], profiles: [] }, DEFAULT_LIMITS, NOW + DAY);
        expect(later.feeds[0]?.feed.segments[0]?.ids).toHaveLength(80);
    });

    test('what a wrong clock dated into the future goes as what is long past', async () => {
        const database = await aDevice(feed('tag:sea', ['1'], NOW + 900 * DAY));
        await database.write(keepStatuses([aStatusEntity('2')], NOW + 900 * DAY));
        await collectGarbage(database, DEFAULT_LIMITS, NOW);
        expect([await database.ids('feeds'), await database.ids('statuses')]).toEqual([[], []]);
    });

    test('each step to a smaller device keeps less, and home gives way last', () => {
        const steps = LESS_AND_LESS.map((less) => ({ ...DEFAULT_LIMITS, ...less }));
        expect(steps.map(({ threads }) => threads)).toEqual([150, 20, 20, 20, 20, 20]);
        expect(steps.map(({ home }) => home)).toEqual([800, 800, 800, 800, 800, 160]);
    });

    test('nothing that is kept refers to something that is gone', async () => {
        const id = fc.integer({ min: 1, max: 40 }).map(String);
        const ids = fc.uniqueArray(id, { maxLength: 12 });
        const used = fc.integer({ min: NOW - 30 * DAY, max: NOW + DAY });
        const device = fc.record({
            feeds: fc.uniqueArray(
                fc.record({ id: fc.constantFrom('home', 'tag:a', 'account:7', 'list:1'), ids, usedAt: used }),
                {
                    selector: ({ id }) => id,
                },
            ),
            thread: fc.record({ id, ancestors: ids, descendants: ids, usedAt: used }),
            saved: ids,
            posts: fc.uniqueArray(fc.record({ id, boosts: fc.option(id), savedAt: used }), {
                selector: ({ id }) => id,
            }),
        });
        await fc.assert(
            fc.asyncProperty(device, async ({ feeds, thread, saved, posts }) => {
                const database = await aDevice(...feeds.map(({ id, ids, usedAt }) => feed(id, ids, usedAt)));
                for (const { id, boosts, savedAt } of posts) {
                    const reblog = boosts ? aStatusEntity(`9${boosts}`) : null;
                    await database.write(keepStatuses([aStatusEntity(id, { reblog })], savedAt));
                }
                await database.write([
                    { store: 'threads', put: { ...thread, fetchedAt: NOW } },
                    { store: 'saved', put: { id: 'bookmarks', ids: saved, fetchedAt: NOW } },
                ]);
                const before = new Set((await readStatuses(database, numbers(1, 40))).map((post) => post.id));
                await collectGarbage(database, DEFAULT_LIMITS, NOW);
                const kept = [
                    ...(await database.getAll('feeds')).flatMap((one) =>
                        one.feed.segments.flatMap((s) => s.ids),
                    ),
                    ...(await database.getAll('threads')).flatMap((t) => [
                        t.id,
                        ...t.ancestors,
                        ...t.descendants,
                    ]),
                    ...saved,
                ].filter((one) => before.has(one));
                const after = (await readStatuses(database, kept)).map((post) => post.id);
                expect(new Set(after)).toEqual(new Set(kept));
            }),
            { numRuns: 60 },
        );
    });
});
