import { eq } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { inTransaction, newId } from '$lib/server/db';
import {
    type accounts,
    conversationMutes,
    domainBlocks,
    mentions,
    notificationRequests,
    notifications,
} from '$lib/server/db/schema';
import { emit } from '$lib/server/events';
import { runJobs } from '$lib/server/jobs';
import {
    acceptFollow,
    blockAccount,
    blockDomain,
    followAccount,
    muteAccount,
    unfollowAccount,
} from '$lib/server/domain/relationships';
import { favouriteStatus } from '$lib/server/domain/statuses';
import { testDatabase } from '../../../../../tests/support/database';
import { aRemoteAccount, anAccount, aStatus } from '../../../../../tests/support/factories';
import { notify, type Notice } from './index';

const db = await testDatabase();

type Account = typeof accounts.$inferSelect;
const as = (account: Account) => ({ accountId: account.id });
const tell = (notice: Notice) => inTransaction(db, (tx) => notify(tx, notice));

const toldTo = async (account: Account) =>
    db
        .select({ kind: notifications.kind, from: notifications.fromAccountId })
        .from(notifications)
        .where(eq(notifications.accountId, account.id))
        .orderBy(notifications.id);

describe('who is told', () => {
    test('a member, once, and the fact is emitted once', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        const notice: Notice = { kind: 'follow', accountId: ana.id, fromAccountId: bob.id };
        const ids = await Promise.all([tell(notice), tell(notice), tell(notice)]);
        expect(ids.filter(Boolean)).toHaveLength(1);
        const facts = await db.$client`select 1 from pgboss.job where data->>'type' = 'notification.created'`;
        expect(facts).toHaveLength(1);
    });

    test('what comes again is told each time, once, and stands there the last time only', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        const status = await aStatus(db, { by: bob });
        const about = { accountId: ana.id, fromAccountId: bob.id };
        const edit = (occasion: string): Notice => ({
            kind: 'edit',
            ...about,
            statusId: status.id,
            occasion,
        });
        const first = await tell(edit('1'));
        const second = await tell(edit('2'));
        expect(await tell(edit('2'))).toBeNull();
        expect(second).not.toBe(first);
        expect(await db.query.notifications.findMany()).toMatchObject([{ id: second, occasion: '2' }]);
        const severed = (occasion: string): Notice => ({ kind: 'severed-relationships', ...about, occasion });
        await tell(severed('1'));
        await tell(severed('2'));
        expect((await toldTo(ana)).map(({ kind }) => kind)).toEqual([
            'edit',
            'severed-relationships',
            'severed-relationships',
        ]);
    });

    test('nobody of their own acts, and nobody who lives elsewhere', async () => {
        const [ana, zoe] = [await anAccount(db), await aRemoteAccount(db)];
        const own = await aStatus(db, { by: ana });
        expect(
            await tell({ kind: 'favourite', accountId: ana.id, fromAccountId: ana.id, statusId: own.id }),
        ).toBeNull();
        expect(await tell({ kind: 'follow', accountId: zoe.id, fromAccountId: ana.id })).toBeNull();
    });

    test('nobody of a post that is gone', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        expect(
            await tell({ kind: 'mention', accountId: ana.id, fromAccountId: bob.id, statusId: newId() }),
        ).toBeNull();
    });

    test('not by the blocked, from either side', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        await blockAccount(db, as(ana), bob.id);
        expect(await tell({ kind: 'follow', accountId: ana.id, fromAccountId: bob.id })).toBeNull();
        expect(await tell({ kind: 'follow', accountId: bob.id, fromAccountId: ana.id })).toBeNull();
    });

    test('not by the muted, unless the mute leaves notifications alone or has ended', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        const notice: Notice = { kind: 'follow', accountId: ana.id, fromAccountId: bob.id };
        await muteAccount(db, as(ana), bob.id);
        expect(await tell(notice)).toBeNull();
        await muteAccount(db, as(ana), bob.id, { hideNotifications: false });
        expect(await tell(notice)).not.toBeNull();
        await db.delete(notifications);
        await muteAccount(db, as(ana), bob.id, { duration: 60 });
        await db.$client`update mutes set expires_at = now() - interval '1 second'`;
        expect(await tell(notice)).not.toBeNull();
    });

    test('not from a domain one refused, except by those one follows', async () => {
        const [ana, zoe] = [await anAccount(db), await aRemoteAccount(db, { domain: 'loud.test' })];
        await followAccount(db, as(ana), zoe.id);
        await acceptFollow(db, as(zoe), ana.id);
        await db.insert(domainBlocks).values({ id: newId(), accountId: ana.id, domain: 'loud.test' });
        const status = await aStatus(db, { by: zoe });
        const notice: Notice = {
            kind: 'mention',
            accountId: ana.id,
            fromAccountId: zoe.id,
            statusId: status.id,
        };
        expect(await tell(notice)).not.toBeNull();
        await db.delete(notifications);
        await unfollowAccount(db, as(ana), zoe.id);
        expect(await tell(notice)).toBeNull();
    });

    test('not of a thread one muted', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        const conversationId = newId();
        const status = await aStatus(db, { by: bob, conversationId });
        await db.insert(conversationMutes).values({ accountId: ana.id, conversationId });
        expect(
            await tell({ kind: 'mention', accountId: ana.id, fromAccountId: bob.id, statusId: status.id }),
        ).toBeNull();
    });

    test('not of a mention in which somebody blocked is named', async () => {
        const [ana, bob, mal] = [await anAccount(db), await anAccount(db), await anAccount(db)];
        await blockAccount(db, as(ana), mal.id);
        const status = await aStatus(db, { by: bob });
        await db.insert(mentions).values({ statusId: status.id, accountId: mal.id });
        expect(
            await tell({ kind: 'mention', accountId: ana.id, fromAccountId: bob.id, statusId: status.id }),
        ).toBeNull();
    });
});

describe('a direct post of a stranger', () => {
    test('waits as a request and calls nobody', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        for (const text of ['hello', 'hello?']) {
            const status = await aStatus(db, { by: bob, visibility: 'direct', text });
            await tell({ kind: 'mention', accountId: ana.id, fromAccountId: bob.id, statusId: status.id });
        }
        expect(await db.select().from(notifications)).toMatchObject([{ filtered: true }, { filtered: true }]);
        expect(await db.select().from(notificationRequests)).toMatchObject([{ count: 2 }]);
        const facts = await db.$client`select 1 from pgboss.job where data->>'type' = 'notification.created'`;
        expect(facts).toHaveLength(0);
    });

    test('is told of when it answers', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        const question = await aStatus(db, { by: ana, visibility: 'direct' });
        const answer = await aStatus(db, {
            by: bob,
            visibility: 'direct',
            inReplyToId: question.id,
            inReplyToAccountId: ana.id,
        });
        await tell({ kind: 'mention', accountId: ana.id, fromAccountId: bob.id, statusId: answer.id });
        expect(await db.select().from(notifications)).toMatchObject([{ filtered: false }]);
    });
});

describe('groups', () => {
    test('likes of one post within twelve hours are one group, later ones the next', async () => {
        vi.useFakeTimers({ toFake: ['Date'], now: new Date('2030-01-01T00:30:00Z') });
        try {
            const ana = await anAccount(db);
            const [status, other] = [await aStatus(db, { by: ana }), await aStatus(db, { by: ana })];
            const like = async (at: string, { id }: { id: string }) => {
                vi.setSystemTime(new Date(at));
                const notification = await tell({
                    kind: 'favourite',
                    accountId: ana.id,
                    fromAccountId: (await anAccount(db)).id,
                    statusId: id,
                });
                const [row] = await db
                    .select({ key: notifications.groupKey })
                    .from(notifications)
                    .where(eq(notifications.id, notification!));
                return row?.key;
            };
            const first = await like('2030-01-01T00:30:00Z', status);
            expect(await like('2030-01-01T11:59:00Z', status)).toBe(first);
            expect(await like('2030-01-01T11:59:00Z', other)).not.toBe(first);
            const second = await like('2030-01-01T12:01:00Z', status);
            expect(second).not.toBe(first);
            expect(await like('2030-01-01T20:00:00Z', status)).toBe(second);
        } finally {
            vi.useRealTimers();
        }
    });

    test('mentions stand alone', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        const status = await aStatus(db, { by: bob });
        await tell({ kind: 'mention', accountId: ana.id, fromAccountId: bob.id, statusId: status.id });
        expect(await db.select().from(notifications)).toMatchObject([{ groupKey: null }]);
    });
});

describe('what follows from facts', () => {
    test('a follow is told of, and no more once it is undone', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        await followAccount(db, as(bob), ana.id);
        await runJobs();
        expect(await toldTo(ana)).toEqual([{ kind: 'follow', from: bob.id }]);
        await unfollowAccount(db, as(bob), ana.id);
        await runJobs();
        expect(await toldTo(ana)).toEqual([]);
    });

    test('a follow that was undone before the worker came is never told of', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        await followAccount(db, as(bob), ana.id);
        await unfollowAccount(db, as(bob), ana.id);
        await runJobs();
        expect(await toldTo(ana)).toEqual([]);
    });

    test('a question to follow is told of, and is a follower once it was answered', async () => {
        const [ana, bob] = [await anAccount(db, { locked: true }), await anAccount(db)];
        await followAccount(db, as(bob), ana.id);
        await runJobs();
        expect(await toldTo(ana)).toEqual([{ kind: 'follow-request', from: bob.id }]);
        await acceptFollow(db, as(ana), bob.id);
        await runJobs();
        expect(await toldTo(ana)).toEqual([{ kind: 'follow', from: bob.id }]);
    });

    test('the author hears of a like', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        const status = await aStatus(db, { by: ana });
        await favouriteStatus(db, as(bob), status.id);
        await runJobs();
        expect(await toldTo(ana)).toEqual([{ kind: 'favourite', from: bob.id }]);
    });

    test('after a block neither reads of the other', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        await followAccount(db, as(bob), ana.id);
        await followAccount(db, as(ana), bob.id);
        await runJobs();
        await blockAccount(db, as(ana), bob.id);
        await runJobs();
        expect(await toldTo(ana)).toEqual([]);
        expect(await toldTo(bob)).toEqual([]);
    });

    test('whoever rang the bell hears of posts and of threads, not of answers, boosts or what is not for them', async () => {
        const [ana, bob, cyd] = [await anAccount(db), await anAccount(db), await anAccount(db)];
        await followAccount(db, as(bob), ana.id, { notify: true });
        await followAccount(db, as(cyd), ana.id);
        const post = async (given: Partial<Parameters<typeof aStatus>[1]> = {}) => {
            const status = await aStatus(db, { by: ana, ...given });
            await inTransaction(db, (tx) => emit(tx, { type: 'status.created', statusId: status.id }));
            return status;
        };
        const first = await post();
        const thread = { inReplyToId: first.id, inReplyToUri: first.uri, inReplyToAccountId: ana.id };
        await post({ ...thread, visibility: 'private' });
        const others = await aStatus(db, { by: cyd });
        await post({ inReplyToId: others.id, inReplyToUri: others.uri, inReplyToAccountId: cyd.id });
        await post({ boostOfId: others.id });
        await post({ visibility: 'direct' });
        await runJobs();
        expect((await toldTo(bob)).filter(({ kind }) => kind === 'status')).toHaveLength(2);
        expect((await toldTo(cyd)).filter(({ kind }) => kind === 'status')).toEqual([]);
    });

    test('whoever refuses a domain reads no more of its people', async () => {
        const ana = await anAccount(db);
        const [zoe, yan] = [
            await aRemoteAccount(db, { domain: 'loud.test' }),
            await aRemoteAccount(db, { domain: 'calm.test' }),
        ];
        for (const one of [zoe, yan]) await followAccount(db, as(one), ana.id, { uri: `${one.uri}/f` });
        await runJobs();
        await blockDomain(db, as(ana), 'loud.test');
        await runJobs();
        expect(await toldTo(ana)).toEqual([
            { kind: 'follow', from: yan.id },
            { kind: 'severed-relationships', from: ana.id },
        ]);
    });
});
