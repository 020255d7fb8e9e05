import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { accounts, type blocks, followRequests, follows, mutes } from '$lib/server/db/schema';
import { Forbidden, NotFound } from '$lib/server/errors';
import { newId } from '$lib/server/db';
import { testDatabase } from '../../../../../tests/support/database';
import { aRemoteAccount, anAccount } from '../../../../../tests/support/factories';
import {
    acceptFollow,
    blockAccount,
    followAccount,
    muteAccount,
    rejectFollow,
    removeFollower,
    unblockAccount,
    unfollowAccount,
} from './index';

const db = await testDatabase();

type Account = typeof accounts.$inferSelect;
const as = (account: Account) => ({ accountId: account.id });

/** Each fact of `type`, by the ids it carries. */
async function factsOf(type: string) {
    const rows = await db.$client<
        { data: Record<string, unknown> }[]
    >`select data from pgboss.job where name = 'facts' and data->>'type' = ${type} order by created_on`;
    return rows.map(({ data }) => data);
}

async function countsOf({ id }: Account) {
    const [row] = await db
        .select({ followers: accounts.followersCount, following: accounts.followingCount })
        .from(accounts)
        .where(eq(accounts.id, id));
    return row;
}

const rowsOf = async (
    table: typeof follows | typeof followRequests | typeof blocks,
    a: Account,
    b: Account,
) =>
    db
        .select({ id: table.id })
        .from(table)
        .where(and(eq(table.accountId, a.id), eq(table.targetId, b.id)));

describe('following', () => {
    test('a member is followed at once, and both sides count it', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        expect(await followAccount(db, as(ana), bob.id)).toBe('following');
        expect(await countsOf(ana)).toEqual({ followers: 0, following: 1 });
        expect(await countsOf(bob)).toEqual({ followers: 1, following: 0 });
        expect(await factsOf('account.followed')).toEqual([
            { type: 'account.followed', accountId: ana.id, targetId: bob.id },
        ]);
    });

    test('ten at once are one follow, one count and one fact', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        const states = await Promise.all(
            Array.from({ length: 10 }, () => followAccount(db, as(ana), bob.id)),
        );
        expect(new Set(states)).toEqual(new Set(['following']));
        expect(await rowsOf(follows, ana, bob)).toHaveLength(1);
        expect(await countsOf(bob)).toEqual({ followers: 1, following: 0 });
        expect(await factsOf('account.followed')).toHaveLength(1);
    });

    test('people who follow each other in a ring at one moment do not deadlock', async () => {
        const ring = [await anAccount(db), await anAccount(db), await anAccount(db)];
        await Promise.all(
            ring.flatMap((one, at) => [
                followAccount(db, as(one), ring[(at + 1) % 3]!.id),
                followAccount(db, as(one), ring[(at + 2) % 3]!.id),
            ]),
        );
        for (const one of ring) expect(await countsOf(one)).toEqual({ followers: 2, following: 2 });
    });

    test('following again changes what was chosen and nothing else', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        await followAccount(db, as(ana), bob.id, { showBoosts: false, languages: ['de'] });
        await followAccount(db, as(ana), bob.id, { notify: true });
        expect(await db.query.follows.findFirst()).toMatchObject({
            showBoosts: false,
            notify: true,
            languages: ['de'],
        });
    });

    test('a locked member is asked; asking twice asks once', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db, { locked: true })];
        expect(await followAccount(db, as(ana), bob.id)).toBe('requested');
        expect(await followAccount(db, as(ana), bob.id)).toBe('requested');
        expect(await factsOf('account.follow-requested')).toHaveLength(1);
        expect(await countsOf(bob)).toEqual({ followers: 0, following: 0 });
    });

    test('somebody elsewhere is asked, and their answer makes it a follow with the options and id it had', async () => {
        const [ana, zoe] = [await anAccount(db), await aRemoteAccount(db)];
        expect(await followAccount(db, as(ana), zoe.id, { showBoosts: false })).toBe('requested');
        const asked = await db.query.followRequests.findFirst();
        expect(asked?.uri).toBe(`${ana.uri}#follows/${asked?.id}`);
        await acceptFollow(db, as(zoe), ana.id);
        expect(await db.query.follows.findFirst()).toMatchObject({ showBoosts: false, uri: asked?.uri });
        expect(await rowsOf(followRequests, ana, zoe)).toEqual([]);
        expect(await countsOf(ana)).toEqual({ followers: 0, following: 1 });
    });

    test('an answer that comes twice counts once; one that nobody asked for is not found', async () => {
        const [ana, zoe] = [await anAccount(db), await aRemoteAccount(db)];
        await expect(acceptFollow(db, as(zoe), ana.id)).rejects.toThrow(NotFound);
        await followAccount(db, as(ana), zoe.id);
        await Promise.all([acceptFollow(db, as(zoe), ana.id), acceptFollow(db, as(zoe), ana.id)]);
        expect(await countsOf(ana)).toEqual({ followers: 0, following: 1 });
        expect(await factsOf('account.follow-accepted')).toHaveLength(1);
    });

    test('a remote follower is answered at once, and again when they ask again, with the newest id', async () => {
        const [zoe, ana] = [await aRemoteAccount(db), await anAccount(db)];
        expect(await followAccount(db, as(zoe), ana.id, { uri: 'https://remote.test/1' })).toBe('following');
        await followAccount(db, as(zoe), ana.id, { uri: 'https://remote.test/2' });
        expect((await factsOf('account.follow-accepted')).map(({ uri }) => uri)).toEqual([
            'https://remote.test/1',
            'https://remote.test/2',
        ]);
        expect(await factsOf('account.followed')).toHaveLength(1);
    });

    test('somebody limited has to ask even where the door is open', async () => {
        const [zoe, ana] = [await aRemoteAccount(db, { silencedAt: new Date() }), await anAccount(db)];
        expect(await followAccount(db, as(zoe), ana.id, { uri: 'https://remote.test/1' })).toBe('requested');
    });

    test('asking becomes following when the other unlocked meanwhile', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db, { locked: true })];
        await followAccount(db, as(ana), bob.id);
        await db.update(accounts).set({ locked: false }).where(eq(accounts.id, bob.id));
        expect(await followAccount(db, as(ana), bob.id)).toBe('following');
        expect(await rowsOf(followRequests, ana, bob)).toEqual([]);
    });

    test('nobody follows themselves, the suspended, or the unknown', async () => {
        const [ana, gone] = [await anAccount(db), await anAccount(db, { suspendedAt: new Date() })];
        await expect(followAccount(db, as(ana), ana.id)).rejects.toThrow(Forbidden);
        await expect(followAccount(db, as(ana), gone.id)).rejects.toThrow(NotFound);
        await expect(followAccount(db, as(ana), newId())).rejects.toThrow(NotFound);
        await expect(followAccount(db, as(ana), 'x')).rejects.toThrow(NotFound);
    });
});

describe('ending a follow', () => {
    test('unfollowing counts back once, however often it is said', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        await followAccount(db, as(ana), bob.id);
        await Promise.all([unfollowAccount(db, as(ana), bob.id), unfollowAccount(db, as(ana), bob.id)]);
        expect(await countsOf(bob)).toEqual({ followers: 0, following: 0 });
        expect(await factsOf('account.unfollowed')).toMatchObject([
            { accountId: ana.id, targetId: bob.id, uri: expect.stringContaining(ana.uri) },
        ]);
    });

    test('a question can be taken back and be refused', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db, { locked: true })];
        await followAccount(db, as(ana), bob.id);
        await unfollowAccount(db, as(ana), bob.id);
        expect(await factsOf('account.unfollowed')).toHaveLength(1);
        await followAccount(db, as(ana), bob.id);
        await rejectFollow(db, as(bob), ana.id);
        await expect(rejectFollow(db, as(bob), ana.id)).rejects.toThrow(NotFound);
        expect(await rowsOf(followRequests, ana, bob)).toEqual([]);
    });

    test('a late refusal from elsewhere ends a follow that stood', async () => {
        const [ana, zoe] = [await anAccount(db), await aRemoteAccount(db)];
        await followAccount(db, as(ana), zoe.id);
        await acceptFollow(db, as(zoe), ana.id);
        await rejectFollow(db, as(zoe), ana.id);
        expect(await countsOf(ana)).toEqual({ followers: 0, following: 0 });
    });

    test('a follower can be removed; one who only asks goes on asking', async () => {
        const [ana, bob, cyd] = [await anAccount(db), await anAccount(db), await anAccount(db)];
        await followAccount(db, as(ana), bob.id);
        await removeFollower(db, as(bob), ana.id);
        expect(await countsOf(bob)).toEqual({ followers: 0, following: 0 });
        expect(await factsOf('account.follow-rejected')).toHaveLength(1);
        await db.update(accounts).set({ locked: true }).where(eq(accounts.id, bob.id));
        await followAccount(db, as(cyd), bob.id);
        await removeFollower(db, as(bob), cyd.id);
        expect(await rowsOf(followRequests, cyd, bob)).toHaveLength(1);
    });
});

describe('blocking', () => {
    test('severs both ways, questions included, and says so', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db, { locked: true })];
        await followAccount(db, as(bob), ana.id);
        await followAccount(db, as(ana), bob.id);
        await blockAccount(db, as(ana), bob.id);
        await blockAccount(db, as(ana), bob.id);
        expect(await rowsOf(follows, bob, ana)).toEqual([]);
        expect(await rowsOf(followRequests, ana, bob)).toEqual([]);
        expect(await countsOf(ana)).toEqual({ followers: 0, following: 0 });
        expect(await factsOf('account.unfollowed')).toMatchObject([{ accountId: ana.id, targetId: bob.id }]);
        expect(await factsOf('account.follow-rejected')).toMatchObject([
            { accountId: bob.id, targetId: ana.id },
        ]);
        expect(await factsOf('account.blocked')).toHaveLength(1);
    });

    test('keeps either from following the other until it is taken back', async () => {
        const [ana, bob] = [await anAccount(db), await anAccount(db)];
        await blockAccount(db, as(ana), bob.id);
        await expect(followAccount(db, as(bob), ana.id)).rejects.toThrow(Forbidden);
        await expect(followAccount(db, as(ana), bob.id)).rejects.toThrow(Forbidden);
        await unblockAccount(db, as(ana), bob.id);
        expect(await followAccount(db, as(bob), ana.id)).toBe('following');
    });

    test('no follow survives a block that happens at the same moment', async () => {
        for (let round = 0; round < 10; round++) {
            const [ana, bob] = [await anAccount(db), await anAccount(db)];
            await Promise.allSettled([
                followAccount(db, as(bob), ana.id),
                blockAccount(db, as(ana), bob.id),
                followAccount(db, as(ana), bob.id),
            ]);
            expect(await rowsOf(follows, bob, ana)).toEqual([]);
            expect(await rowsOf(follows, ana, bob)).toEqual([]);
            expect(await countsOf(ana)).toEqual({ followers: 0, following: 0 });
        }
    });
});

test('muting leaves the follow alone, and muting again replaces its options', async () => {
    const [ana, bob] = [await anAccount(db), await anAccount(db)];
    await followAccount(db, as(ana), bob.id);
    await muteAccount(db, as(ana), bob.id, { duration: 60, hideNotifications: false });
    const first = await db.query.mutes.findFirst();
    expect(first?.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 50_000);
    await muteAccount(db, as(ana), bob.id);
    expect(await db.select().from(mutes)).toMatchObject([{ hideNotifications: true, expiresAt: null }]);
    expect(await rowsOf(follows, ana, bob)).toHaveLength(1);
});
