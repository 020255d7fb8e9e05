import { eq } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import type {
    GroupedNotificationsResults,
    Notification,
    NotificationPolicy,
    NotificationRequest,
} from '$lib/mastodon-api/entities';
import { idAt, inTransaction, newId } from '$lib/server/db';
import { notificationRequests, notifications, severances, type accounts } from '$lib/server/db/schema';
import { forgetOldNotifications, listGroups, notify, type Notice } from '$lib/server/domain/notifications';
import { createMember, ROLE_IDS } from '$lib/server/domain/users';
import { blockAccount, followAccount } from '$lib/server/domain/relationships';
import { favouriteStatus } from '$lib/server/domain/statuses';
import { emit } from '$lib/server/events';
import { runJobs } from '$lib/server/jobs';
import { presentGroups } from '$lib/server/serializers';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aStatus, aToken } from '../support/factories';

const db = await testDatabase();

type Row = typeof accounts.$inferSelect;
const as = ({ id }: Row) => ({ accountId: id });
const V1 = '/api/v1/notifications';
const V2 = '/api/v2/notifications';

async function signedIn(given = {}) {
    const account = await anAccount(db, given);
    return { account, token: await aToken(db, account) };
}

const tell = (notice: Notice) => inTransaction(db, (tx) => notify(tx, notice));

/** Ana, with a post that `people` have liked, and a follower. */
async function aBusyDay(people: number) {
    const { account: ana, token } = await signedIn();
    const status = await aStatus(db, { by: ana });
    const fans: Row[] = [];
    for (let i = 0; i < people; i++) {
        const fan = await anAccount(db);
        await tell({ kind: 'favourite', accountId: ana.id, fromAccountId: fan.id, statusId: status.id });
        fans.push(fan);
    }
    const follower = await anAccount(db);
    await tell({ kind: 'follow', accountId: ana.id, fromAccountId: follower.id });
    return { ana, token, status, fans, follower };
}

const list = async (token: string, query = '') =>
    (await ask<Notification[]>('GET', `${V1}${query}`, { token })).body;

describe('the list', () => {
    test('tells of what was really done, newest first, with Mastodon’s names', async () => {
        const { account: ana, token } = await signedIn();
        const bob = await anAccount(db);
        const status = await aStatus(db, { by: ana });
        await followAccount(db, as(bob), ana.id);
        await favouriteStatus(db, as(bob), status.id);
        await runJobs();
        const told = await list(token);
        expect(new Set(told.map(({ type }) => type))).toEqual(new Set(['follow', 'favourite']));
        const favourite = told.find(({ type }) => type === 'favourite');
        expect(favourite).toMatchObject({ account: { id: bob.id }, status: { id: status.id } });
        expect(told.find(({ type }) => type === 'follow')).not.toHaveProperty('status');
    });

    test('is narrowed by kinds, by kinds to leave out, and by who caused it', async () => {
        const { token, fans } = await aBusyDay(2);
        const types = async (query: string) => (await list(token, query)).map(({ type }) => type);
        expect(await types('?types[]=follow')).toEqual(['follow']);
        expect(await types('?exclude_types[]=follow')).toEqual(['favourite', 'favourite']);
        expect(await types('?types[]=nonsense')).toEqual([]);
        expect(await types(`?account_id=${fans[0]!.id}`)).toEqual(['favourite']);
        expect(await types('?account_id=abc')).toEqual([]);
    });

    test('pages by its Link and keeps the other parameters', async () => {
        const { token } = await aBusyDay(3);
        const { body, headers } = await ask<Notification[]>('GET', `${V1}?limit=2&exclude_types[]=follow`, {
            token,
        });
        expect(body).toHaveLength(2);
        const next = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
        expect(next).toContain('exclude_types');
        const { pathname, search } = new URL(next!);
        const second = await ask<Notification[]>('GET', pathname + search, { token });
        expect(second.body.map(({ type }) => type)).toEqual(['favourite']);
        const min = await list(token, `?min_id=${second.body[0]!.id}&limit=1&exclude_types[]=follow`);
        expect(min.map(({ id }) => id)).toEqual([body[1]!.id]);
    });

    test('leaves out what the suspended caused', async () => {
        const { token } = await aBusyDay(1);
        await db.$client`update accounts set suspended_at = now() where id in (select from_account_id from notifications)`;
        expect(await list(token)).toEqual([]);
    });

    test('tells of a private post only while it may be seen', async () => {
        const { account: ana, token } = await signedIn();
        const bob = await anAccount(db);
        const status = await aStatus(db, { by: bob, visibility: 'private' });
        await followAccount(db, as(ana), bob.id);
        await tell({ kind: 'status', accountId: ana.id, fromAccountId: bob.id, statusId: status.id });
        expect(await list(token)).toHaveLength(1);
        await db.$client`delete from follows`;
        expect(await list(token)).toEqual([]);
    });
});

describe('one notification', () => {
    test('is read and dismissed by its owner alone', async () => {
        const { token } = await aBusyDay(0);
        const { token: bobs } = await signedIn();
        const [{ id } = { id: '' }] = await list(token);
        expect(await ask('GET', `${V1}/${id}`, { token: bobs })).toMatchObject({ status: 404 });
        expect(await ask('POST', `${V1}/${id}/dismiss`, { token: bobs })).toMatchObject({ status: 404 });
        expect(await ask('GET', `${V1}/${id}`, { token })).toMatchObject({ status: 200, body: { id } });
        expect(await ask('POST', `${V1}/${id}/dismiss`, { token })).toMatchObject({ status: 200, body: {} });
        expect(await ask('GET', `${V1}/${id}`, { token })).toMatchObject({ status: 404 });
    });

    test('clearing removes one’s own and nobody else’s', async () => {
        const [{ token }, { token: others }] = [await aBusyDay(1), await aBusyDay(1)];
        expect(await ask('POST', `${V1}/clear`, { token })).toMatchObject({ status: 200, body: {} });
        expect(await list(token)).toEqual([]);
        expect(await list(others)).toHaveLength(2);
    });
});

describe('the number of unread ones', () => {
    test('counts what came after the marker, up to the limit, one by one or by group', async () => {
        const { token } = await aBusyDay(3);
        const count = async (path: string) =>
            (await ask<{ count: number }>('GET', path, { token })).body.count;
        expect(await count(`${V1}/unread_count`)).toBe(4);
        expect(await count(`${V1}/unread_count?limit=2`)).toBe(2);
        expect(await count(`${V1}/unread_count?types[]=favourite`)).toBe(3);
        expect(await count(`${V2}/unread_count`)).toBe(2);
        const [newest] = await list(token);
        await ask('POST', '/api/v1/markers', {
            token,
            json: { notifications: { last_read_id: newest!.id } },
        });
        expect(await count(`${V1}/unread_count`)).toBe(0);
        expect(await count(`${V2}/unread_count`)).toBe(0);
    });
});

describe('groups', () => {
    const groupsOf = async (token: string, query = '') =>
        (await ask<GroupedNotificationsResults>('GET', `${V2}${query}`, { token })).body;

    test('ten likes of one post are one group with eight faces, everybody presented once', async () => {
        const { token, status, fans, follower } = await aBusyDay(10);
        const { notification_groups: groups, accounts, statuses } = await groupsOf(token);
        expect(groups.map(({ type }) => type)).toEqual(['follow', 'favourite']);
        expect(groups[1]).toMatchObject({
            notifications_count: 10,
            status_id: status.id,
            sample_account_ids: fans
                .map(({ id }) => id)
                .reverse()
                .slice(0, 8),
            most_recent_notification_id: expect.any(Number),
        });
        expect(statuses.map(({ id }) => id)).toEqual([status.id]);
        expect(accounts).toHaveLength(9);
        expect(accounts.map(({ id }) => id)).toContain(follower.id);
    });

    test('the newest notification of a group is told as a number with all its digits', async () => {
        const { ana, token } = await aBusyDay(1);
        const [newest] = await list(token);
        const groups = await presentGroups(db, as(ana), await listGroups(db, as(ana), { limit: 1 }));
        expect(JSON.stringify(groups)).toContain(`"most_recent_notification_id":${newest!.id},`);
    });

    test('a group stays when its newest likes came from people who were suspended since', async () => {
        const { token, fans } = await aBusyDay(3);
        await db.$client`update accounts set suspended_at = now() where id = ${fans[2]!.id}`;
        const { notification_groups: groups } = await groupsOf(token);
        expect(groups.find(({ type }) => type === 'favourite')).toMatchObject({
            notifications_count: 2,
            sample_account_ids: [fans[1]!.id, fans[0]!.id],
        });
    });

    test('mentions, and kinds the client does not group, stand alone', async () => {
        const { ana, token } = await aBusyDay(2);
        const bob = await anAccount(db);
        const mention = await aStatus(db, { by: bob });
        await tell({ kind: 'mention', accountId: ana.id, fromAccountId: bob.id, statusId: mention.id });
        const { notification_groups: groups } = await groupsOf(token, '?grouped_types[]=follow');
        expect(groups.map(({ type, group_key }) => [type, group_key.startsWith('ungrouped-')])).toEqual([
            ['mention', true],
            ['follow', false],
            ['favourite', true],
            ['favourite', true],
        ]);
    });

    test('a group stands once, at its newest member, however small the pages are', async () => {
        const { ana, token, status } = await aBusyDay(2);
        const late = await anAccount(db);
        await tell({ kind: 'favourite', accountId: ana.id, fromAccountId: late.id, statusId: status.id });
        const first = await groupsOf(token, '?limit=1');
        expect(first.notification_groups).toMatchObject([{ type: 'favourite', notifications_count: 3 }]);
        const [group] = first.notification_groups;
        expect(group?.page_min_id).toBe(group?.page_max_id);
        const second = await groupsOf(token, `?limit=1&max_id=${group?.page_min_id}`);
        expect(second.notification_groups).toMatchObject([{ type: 'follow' }]);
        const [last] = second.notification_groups;
        expect((await groupsOf(token, `?max_id=${last?.page_min_id}`)).notification_groups).toEqual([]);
    });

    test('can come with whole accounts for the first face only', async () => {
        const { token, fans } = await aBusyDay(3);
        const { accounts, partial_accounts: partial } = await groupsOf(
            token,
            '?expand_accounts=partial_avatars&types[]=favourite',
        );
        expect(accounts.map(({ id }) => id)).toEqual([fans[2]!.id]);
        expect(partial?.map(({ id }) => id)).toEqual([fans[1]!.id, fans[0]!.id]);
        expect(partial?.[0]).not.toHaveProperty('note');
    });

    test('one of them is read, listed by its people, and dismissed as a whole', async () => {
        const { token, fans } = await aBusyDay(2);
        const { token: bobs } = await signedIn();
        const { notification_groups: groups } = await groupsOf(token, '?types[]=favourite');
        const path = `${V2}/${groups[0]!.group_key}`;
        const one = await ask<GroupedNotificationsResults>('GET', path, { token });
        expect(one.body.notification_groups).toMatchObject([{ notifications_count: 2 }]);
        const people = await ask<{ id: string }[]>('GET', `${path}/accounts`, { token });
        expect(people.body.map(({ id }) => id)).toEqual([fans[1]!.id, fans[0]!.id]);
        expect(await ask('GET', path, { token: bobs })).toMatchObject({ status: 404 });
        await ask('POST', `${path}/dismiss`, { token: bobs });
        expect(await list(token, '?types[]=favourite')).toHaveLength(2);
        await ask('POST', `${path}/dismiss`, { token });
        expect(await list(token, '?types[]=favourite')).toEqual([]);
    });

    test.each(['ungrouped-x', 'nothing', 'ungrouped-99999999999999999999'])(
        '%s is not found',
        async (key) => {
            const { token } = await signedIn();
            expect(await ask('GET', `${V2}/${key}`, { token })).toMatchObject({ status: 404 });
        },
    );
});

describe('the policy and its requests', () => {
    test('starts with Mastodon’s defaults and changes line by line', async () => {
        const { token } = await signedIn();
        const before = (await ask<NotificationPolicy>('GET', `${V2}/policy`, { token })).body;
        expect(before).toEqual({
            for_not_following: 'accept',
            for_not_followers: 'accept',
            for_new_accounts: 'accept',
            for_private_mentions: 'filter',
            for_limited_accounts: 'filter',
            summary: { pending_requests_count: 0, pending_notifications_count: 0 },
        });
        const { body } = await ask<NotificationPolicy>('PATCH', `${V2}/policy`, {
            token,
            json: { for_not_following: 'drop' },
        });
        expect(body).toEqual({ ...before, for_not_following: 'drop' });
        expect(
            await ask('PATCH', `${V2}/policy`, { token, json: { for_bots: 1, for_new_accounts: 'x' } }),
        ).toMatchObject({ status: 422 });
    });

    test('a stranger’s direct post waits as a request; accepting shows it and lets the next one through', async () => {
        const { account: ana, token } = await signedIn();
        const bob = await anAccount(db);
        const write = async () => {
            const status = await aStatus(db, { by: bob, visibility: 'direct' });
            await db.$client`insert into mentions (status_id, account_id) values (${status.id}, ${ana.id})`;
            await tell({ kind: 'mention', accountId: ana.id, fromAccountId: bob.id, statusId: status.id });
            return status;
        };
        const status = await write();
        expect(await list(token)).toEqual([]);
        expect(await list(token, '?include_filtered=true')).toHaveLength(1);
        const requests = await ask<NotificationRequest[]>('GET', `${V1}/requests`, { token });
        expect(requests.body).toMatchObject([
            { account: { id: bob.id }, notifications_count: '1', last_status: { id: status.id } },
        ]);
        const { id } = requests.body[0]!;
        expect(await ask('GET', `${V1}/requests/${id}`, { token })).toMatchObject({ body: { id } });
        const { body: policy } = await ask<NotificationPolicy>('GET', `${V2}/policy`, { token });
        expect(policy.summary).toEqual({ pending_requests_count: 1, pending_notifications_count: 1 });
        expect(await ask('POST', `${V1}/requests/${id}/accept`, { token })).toMatchObject({ body: {} });
        expect(await list(token)).toHaveLength(1);
        expect((await ask('GET', `${V1}/requests`, { token })).body).toEqual([]);
        await write();
        expect(await list(token)).toHaveLength(2);
    });

    test('dismissing removes what was set aside; what comes later asks again', async () => {
        const { account: ana, token } = await signedIn();
        const bob = await anAccount(db);
        const write = async () => {
            const status = await aStatus(db, { by: bob, visibility: 'direct' });
            await tell({ kind: 'mention', accountId: ana.id, fromAccountId: bob.id, statusId: status.id });
        };
        await write();
        const first = await ask<NotificationRequest[]>('GET', `${V1}/requests`, { token });
        await ask('POST', `${V1}/requests/dismiss`, { token, form: { 'id[]': first.body[0]!.id } });
        expect((await ask('GET', `${V1}/requests`, { token })).body).toEqual([]);
        expect(await db.select().from(notifications)).toEqual([]);
        await write();
        expect((await ask<unknown[]>('GET', `${V1}/requests`, { token })).body).toHaveLength(1);
    });

    test('nobody decides on another’s requests', async () => {
        const { account: ana, token } = await signedIn();
        const { token: bobs, account: bob } = await signedIn();
        const status = await aStatus(db, { by: bob, visibility: 'direct' });
        await tell({ kind: 'mention', accountId: ana.id, fromAccountId: bob.id, statusId: status.id });
        const { body } = await ask<NotificationRequest[]>('GET', `${V1}/requests`, { token });
        for (const act of ['accept', 'dismiss'])
            expect(await ask('POST', `${V1}/requests/${body[0]!.id}/${act}`, { token: bobs })).toMatchObject({
                status: 404,
            });
        expect(await ask('GET', `${V1}/requests/${body[0]!.id}`, { token: bobs })).toMatchObject({
            status: 404,
        });
    });
});

test('somebody blocked causes no notification by following, mentioning or liking', async () => {
    const { account: ana, token } = await signedIn();
    const mal = await anAccount(db);
    const status = await aStatus(db, { by: ana });
    await blockAccount(db, as(ana), mal.id);
    await expect(followAccount(db, as(mal), ana.id)).rejects.toThrow();
    await expect(favouriteStatus(db, as(mal), status.id)).rejects.toThrow();
    const mention = await aStatus(db, { by: mal });
    await db.$client`insert into mentions (status_id, account_id) values (${mention.id}, ${ana.id})`;
    await tell({ kind: 'mention', accountId: ana.id, fromAccountId: mal.id, statusId: mention.id });
    await runJobs();
    expect(await list(token, '?include_filtered=true')).toEqual([]);
});

describe('kinds that only some clients know', () => {
    const MUCH = `${V1}?supported_types[]=mention&supported_types[]=follow`;

    test('staff hear who joined, in groups; other members do not', async () => {
        const [boss, member] = [await signedIn(), await signedIn()];
        await db.$client`update users set role_id = ${ROLE_IDS.owner} where account_id = ${boss.account.id}`;
        for (const username of ['neo', 'nell'])
            await createMember(db, {
                username,
                email: `${username}@example.test`,
                password: 'a long enough password',
                locale: 'en',
                confirmed: true,
                approved: true,
            });
        const unproven = await anAccount(db, { username: 'unproven' });
        await db.$client`update users set confirmed_at = null where account_id = ${unproven.id}`;
        await inTransaction(db, (tx) => emit(tx, { type: 'account.created', accountId: unproven.id }));
        await runJobs();
        const groups = async () =>
            (await ask<GroupedNotificationsResults>('GET', V2, { token: boss.token })).body
                .notification_groups;
        expect(await groups()).toMatchObject([{ type: 'admin.sign_up', notifications_count: 2 }]);
        await db.$client`update users set confirmed_at = now()`;
        await inTransaction(db, (tx) => emit(tx, { type: 'account.confirmed', accountId: unproven.id }));
        await runJobs();
        expect(await groups()).toMatchObject([{ type: 'admin.sign_up', notifications_count: 3 }]);
        expect(await list(member.token)).toEqual([]);
    });

    test('are told in words of the member’s language to a client that says what it knows', async () => {
        const { account: ana, token } = await signedIn();
        await db.$client`update users set locale = 'de'`;
        const bob = await anAccount(db, { displayName: 'Bob' });
        const status = await aStatus(db, { by: ana });
        await tell({ kind: 'favourite', accountId: ana.id, fromAccountId: bob.id, statusId: status.id });
        await tell({ kind: 'follow', accountId: ana.id, fromAccountId: bob.id });
        expect(await list(token)).toEqual([
            expect.not.objectContaining({ fallback: expect.anything() }),
            expect.not.objectContaining({ fallback: expect.anything() }),
        ]);
        const { body } = await ask<Notification[]>('GET', MUCH, { token });
        expect(body.map(({ type, fallback }) => [type, fallback?.title])).toEqual([
            ['follow', undefined],
            ['favourite', 'Bob favorisiert deinen Beitrag'],
        ]);
        const grouped = await ask<GroupedNotificationsResults>('GET', MUCH.replace(V1, V2), { token });
        expect(grouped.body.notification_groups[1]?.fallback?.title).toBe('Bob favorisiert deinen Beitrag');
        const one = await ask<Notification>('GET', `${V1}/${body[1]!.id}?supported_types[]=x`, { token });
        expect(one.body.fallback?.summary).toContain('App');
    });

    test('a reaction comes with its emoji, and in words to whoever does not say that they know it', async () => {
        const { account: ana, token } = await signedIn();
        const bob = await anAccount(db, { displayName: 'Bob' });
        const status = await aStatus(db, { by: ana });
        await tell({
            kind: 'reaction',
            accountId: ana.id,
            fromAccountId: bob.id,
            statusId: status.id,
            detail: { emoji: '🦀' },
        });
        expect(await list(token)).toMatchObject([
            {
                type: 'emoji_reaction',
                emoji: '🦀',
                status: { id: status.id },
                fallback: { title: 'Bob reacted to your post' },
            },
        ]);
        expect((await list(token, '?supported_types[]=emoji_reaction'))[0]).not.toHaveProperty('fallback');
    });

    test('what a refused domain cost is told with its figures', async () => {
        const { account: ana, token } = await signedIn();
        const id = newId();
        await db.insert(severances).values({
            id,
            accountId: ana.id,
            cause: 'own-domain-block',
            targetName: 'loud.test',
            followersCount: 3,
            followingCount: 2,
        });
        await tell({
            kind: 'severed-relationships',
            accountId: ana.id,
            fromAccountId: ana.id,
            occasion: id,
            detail: { severanceId: id },
        });
        const event = {
            id,
            type: 'user_domain_block',
            purged: false,
            target_name: 'loud.test',
            followers_count: 3,
            following_count: 2,
        };
        expect(await list(token)).toMatchObject([{ type: 'severed_relationships', event }]);
        const { body } = await ask<GroupedNotificationsResults>('GET', V2, { token });
        expect(body.notification_groups).toMatchObject([
            { type: 'severed_relationships', group_key: expect.stringMatching(/^ungrouped-/), event },
        ]);
    });
});

test('several are removed at once, by the addresses older clients know; others’ stay', async () => {
    const [{ token }, { token: others }] = [await aBusyDay(3), await aBusyDay(1)];
    const [first, second, third, fourth] = await list(token);
    const [foreign] = await list(others);
    expect(await ask('DELETE', `${V1}/${first!.id}`, { token })).toMatchObject({ status: 200, body: {} });
    expect(await ask('DELETE', `${V1}/${foreign!.id}`, { token })).toMatchObject({ status: 404 });
    await ask('DELETE', `${V1}/destroy_multiple?ids[]=${second!.id}&ids[]=${foreign!.id}&ids[]=x`, { token });
    await ask('POST', `${V1}/dismiss`, { token, form: { id: third!.id } });
    expect((await list(token)).map(({ id }) => id)).toEqual([fourth!.id]);
    expect(await list(others)).toHaveLength(2);
});

test('the same done again twelve hours later begins a new group', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    try {
        const { ana, token, status } = await aBusyDay(2);
        vi.setSystemTime(Date.now() + 11 * 3_600_000);
        const [late, later] = [await anAccount(db), await anAccount(db)];
        const like = ({ id }: Row) =>
            tell({ kind: 'favourite', accountId: ana.id, fromAccountId: id, statusId: status.id });
        await like(late);
        vi.setSystemTime(Date.now() + 3_600_000);
        await like(later);
        const { body } = await ask<GroupedNotificationsResults>('GET', `${V2}?types[]=favourite`, { token });
        expect(body.notification_groups.map((group) => group.notifications_count)).toEqual([1, 3]);
    } finally {
        vi.useRealTimers();
    }
});

test('what was told half a year ago is forgotten, and requests nobody decided on', async () => {
    const { ana, token } = await aBusyDay(2);
    const old = idAt(new Date(Date.now() - 181 * 86_400_000));
    const [newest] = await list(token);
    await db.update(notifications).set({ id: old }).where(eq(notifications.id, newest!.id));
    const [stale, fresh] = [await anAccount(db), await anAccount(db)];
    await db.insert(notificationRequests).values([
        { id: newId(), accountId: ana.id, fromAccountId: stale.id, count: 1, updatedAt: new Date(0) },
        { id: newId(), accountId: ana.id, fromAccountId: fresh.id, count: 1 },
    ]);
    expect(await forgetOldNotifications(db)).toBe(1);
    expect(await list(token)).toHaveLength(2);
    expect(await db.select().from(notificationRequests)).toMatchObject([{ fromAccountId: fresh.id }]);
});
