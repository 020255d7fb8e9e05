import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { describe, expect, test } from 'vitest';
import { aStatusEntity, anAccountEntity } from '../../../../tests/support/mastodon-client';
import { emptyFeed, learn } from '../feeds/feed';
import { awaitedMedia } from '../outbox/awaited-media';
import { newRow } from '../outbox/row';
import { MemoryDatabase } from './memory-database';
import type { LocalDatabase, StoredFeed } from './records';
import { collectGarbage, DEFAULT_LIMITS, makeRoom, planFeeds } from './retention';
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

describe('what the device keeps', () => {
    test('home stays whatever its age; other feeds go when they were not opened for two weeks', () => {
        const old = NOW - 20 * DAY;
        const feeds = [feed('home', ['1'], old), feed('tag:sea', ['2'], old), feed('public:local', ['3'])];
        const kept = planFeeds(feeds, [], DEFAULT_LIMITS, NOW);
        expect(kept.feeds.map(({ id }) => id)).toEqual(['home', 'public:local']);
        expect(kept.changes).toEqual([{ store: 'feeds', delete: 'tag:sea' }]);
    });

    test('of many feeds the last used stay, each with its newest posts', () => {
        const feeds = numbers(0, 25).map((n) => feed(`tag:t${n}`, numbers(1000, 100), NOW - Number(n)));
        const kept = planFeeds(feeds, [], DEFAULT_LIMITS, NOW);
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

    test('on a full device most goes, and never a draft or what waits to be sent', async () => {
        const database = await aDevice(feed('home', numbers(1000, 800)));
        await database.write(
            keepStatuses(
                numbers(1000, 800).map((id) => aStatusEntity(id)),
                Date.now(),
            ),
        );
        const row = newRow({ type: 'post', target: null, payload: { status: 'hi' } }, { seq: 1, now: NOW });
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
        await database.write([
            { store: 'outbox', put: row },
            { store: 'drafts', put: { ...draft, inReplyToId: '1000', updatedAt: NOW } },
        ]);
        await makeRoom(database);
        expect(await database.ids('statuses')).toHaveLength(161);
        expect(await database.ids('statuses')).toContain('1000');
        expect([await database.ids('outbox'), await database.ids('drafts')]).toEqual([[row.id], ['d']]);
    });

    test('a file stays while a waiting post is to show it, and can be taken back for an hour without one', async () => {
        const database = await aDevice();
        const file = new File(['a'], 'a.mp4', { type: 'video/mp4' });
        const kept = (id: string, addedAt: number) => ({ id, file, mediaId: null, addedAt });
        const media = [awaitedMedia('file-shown', file)];
        const post = { type: 'post', target: null, payload: { status: 'hi' }, media } as const;
        await database.write([
            { store: 'outbox', put: newRow(post, { seq: 1, now: NOW }) },
            { store: 'files', put: kept('file-shown', NOW - DAY) },
            { store: 'files', put: kept('file-lately', NOW - 60_000) },
            { store: 'files', put: kept('file-old', NOW - DAY) },
        ]);
        await collectGarbage(database, DEFAULT_LIMITS, NOW);
        expect(await database.ids('files')).toEqual(['file-shown', 'file-lately']);
    });
});
