import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { newId } from '$lib/server/db';
import { blocks, follows, mentions, statuses, VISIBILITIES, type Visibility } from '$lib/server/db/schema';
import { testDatabase } from '../../../../../tests/support/database';
import { anAccount, aRemoteAccount, aStatus } from '../../../../../tests/support/factories';
import { isVisible, visibleTo, type Sight } from './visibility';

const db = await testDatabase();

const WATCHERS = ['guest', 'stranger', 'follower', 'mentioned', 'blocked follower', 'author'] as const;

/** Who sees what, written out once; everything else must agree with it. */
const SEES: Record<Visibility, readonly (typeof WATCHERS)[number][]> = {
    public: ['guest', 'stranger', 'follower', 'mentioned', 'author'],
    unlisted: ['guest', 'stranger', 'follower', 'mentioned', 'author'],
    private: ['follower', 'mentioned', 'author'],
    direct: ['mentioned', 'author'],
    limited: ['mentioned', 'author'],
};

/** Asks TypeScript and SQL whether they say the same of a status. */
async function expectSight(statusId: string, expected: boolean, sight: Sight): Promise<void> {
    const rows = await db
        .select()
        .from(statuses)
        .where(and(eq(statuses.id, statusId), visibleTo(sight.viewerId)));
    expect(rows.length === 1).toBe(expected);
    expect(isVisible(sight)).toBe(expected);
}

describe.each(VISIBILITIES)('a %s status', (visibility) => {
    test.each(WATCHERS)(
        'is seen by a %s exactly as the table says, in TypeScript and in SQL',
        async (watcher) => {
            const author = await anAccount(db);
            const status = await aStatus(db, { by: author, visibility });
            const other = await anAccount(db);
            const pair = { id: newId(), accountId: other.id, targetId: author.id };
            if (watcher.includes('follower')) await db.insert(follows).values(pair);
            if (watcher === 'mentioned')
                await db.insert(mentions).values({ statusId: status.id, accountId: other.id });
            if (watcher.includes('blocked'))
                await db.insert(blocks).values({ id: newId(), accountId: author.id, targetId: other.id });
            const viewerId = watcher === 'guest' ? null : watcher === 'author' ? author.id : other.id;
            const expected = SEES[visibility].includes(watcher);

            await expectSight(status.id, expected, {
                visibility,
                authorId: author.id,
                viewerId,
                viewerIsRemote: false,
                viewerFollowsAuthor: watcher.includes('follower'),
                viewerIsMentioned: watcher === 'mentioned',
                blocked: watcher.includes('blocked'),
                authorSuspended: false,
                localOnly: false,
                awaitsApproval: false,
                viewerIsAnswered: false,
            });
        },
    );

    test('is seen by nobody once its author is suspended', async () => {
        const author = await anAccount(db, { suspendedAt: new Date() });
        const status = await aStatus(db, { by: author, visibility });
        const rows = await db
            .select()
            .from(statuses)
            .where(and(eq(statuses.id, status.id), visibleTo(author.id)));
        expect(rows).toEqual([]);
    });
});

test.each(['guest', 'follower', 'mentioned', 'answered', 'author'] as const)(
    'a reply that waits for approval is seen by its author and the author of what it answers: %s',
    async (watcher) => {
        const author = await anAccount(db);
        const other = await anAccount(db);
        const status = await aStatus(db, {
            by: author,
            awaitsApproval: true,
            inReplyToAccountId: watcher === 'answered' ? other.id : null,
        });
        const pair = { id: newId(), accountId: other.id, targetId: author.id };
        if (watcher === 'follower') await db.insert(follows).values(pair);
        if (watcher === 'mentioned')
            await db.insert(mentions).values({ statusId: status.id, accountId: other.id });
        const viewerId = watcher === 'guest' ? null : watcher === 'author' ? author.id : other.id;
        const expected = watcher === 'answered' || watcher === 'author';

        await expectSight(status.id, expected, {
            visibility: 'public',
            authorId: author.id,
            viewerId,
            viewerIsRemote: false,
            viewerFollowsAuthor: watcher === 'follower',
            viewerIsMentioned: watcher === 'mentioned',
            blocked: false,
            authorSuspended: false,
            localOnly: false,
            awaitsApproval: true,
            viewerIsAnswered: watcher === 'answered',
        });
    },
);

test.each([
    ['guest', 'public', false],
    ['member', 'public', true],
    ['remote follower', 'public', false],
    ['remote follower', 'private', false],
    ['remote mentioned', 'direct', false],
    ['author', 'private', true],
] as const)(
    'a post for members alone is, for a %s, where it is %s: %s',
    async (watcher, visibility, expected) => {
        const author = await anAccount(db);
        const status = await aStatus(db, { by: author, visibility, localOnly: true });
        const viewerIsRemote = watcher.startsWith('remote');
        const other = viewerIsRemote ? await aRemoteAccount(db) : await anAccount(db);
        const pair = { id: newId(), accountId: other.id, targetId: author.id };
        if (watcher.endsWith('follower')) await db.insert(follows).values(pair);
        if (watcher.endsWith('mentioned'))
            await db.insert(mentions).values({ statusId: status.id, accountId: other.id });
        const viewerId = watcher === 'guest' ? null : watcher === 'author' ? author.id : other.id;

        await expectSight(status.id, expected, {
            visibility,
            authorId: author.id,
            viewerId,
            viewerIsRemote,
            viewerFollowsAuthor: watcher.endsWith('follower'),
            viewerIsMentioned: watcher.endsWith('mentioned'),
            blocked: false,
            authorSuspended: false,
            localOnly: true,
            awaitsApproval: false,
            viewerIsAnswered: false,
        });
    },
);
