/** Web Push, up to a device that decrypts what it was sent: semantics 37, AUTH-10, SSRF-10. */
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Application, Instance, WebPushSubscription } from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { inTransaction } from '$lib/server/db';
import { pushSubscriptions, statuses, users } from '$lib/server/db/schema';
import { notify, type Notice } from '$lib/server/domain/notifications';
import { followAccount } from '$lib/server/domain/relationships';
import { revokeAccess } from '$lib/server/domain/users';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { letTimeCome, testDatabase } from '../support/database';
import { anAccount, aStatus, aToken } from '../support/factories';
import { Device, pushService, vapidClaims } from '../support/push-service';
import { temporaryFolder } from '../support/temporary-folder';

const settings = {
    ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8',
    ATOLL_FEDERATION_HTTP: '1',
    ATOLL_RATE_LIMITS: 'off',
    ATOLL_DATA_DIR: temporaryFolder(),
};
useConfig(readConfig(settings));
const db = await testDatabase();
const service = await pushService();
const PATH = '/api/v1/push/subscription';

beforeEach(() => {
    useConfig(readConfig(settings));
    service.answer(201);
    service.take();
});

type Account = Awaited<ReturnType<typeof anAccount>>;

async function subscribed({
    alerts = { mention: true },
    standard = true,
    policy = 'all',
}: { alerts?: Record<string, boolean>; standard?: boolean; policy?: string } = {}) {
    const account = await anAccount(db);
    const token = await aToken(db, account);
    const device = new Device();
    const answer = await ask<WebPushSubscription>('POST', PATH, {
        token,
        json: {
            subscription: { endpoint: `${service.origin}/device`, keys: device.keys, standard },
            data: { alerts, policy },
        },
    });
    expect(answer.status).toBe(200);
    return { account, token, device, subscription: answer.body };
}

const tell = (notice: Notice) => inTransaction(db, (tx) => notify(tx, notice));

async function mentioned(account: Account, text = 'Hello there', given: object = {}) {
    const writer = await anAccount(db, { displayName: 'Bo' });
    const status = await aStatus(db, { by: writer, text, ...given });
    const id = await tell({
        kind: 'mention',
        accountId: account.id,
        fromAccountId: writer.id,
        statusId: status.id,
    });
    return { writer, status, id };
}

describe('a subscription', () => {
    test('is one per token: a later one replaces it, and it is read, changed and ended', async () => {
        const { token, subscription } = await subscribed();
        expect(subscription).toMatchObject({ standard: true, policy: 'all', alerts: { mention: true } });
        const device = new Device();
        await ask('POST', PATH, {
            token,
            form: {
                'subscription[endpoint]': `${service.origin}/other`,
                'subscription[keys][p256dh]': device.keys.p256dh,
                'subscription[keys][auth]': device.keys.auth,
                'data[alerts][follow]': 'true',
                'data[alerts][reblog]': '0',
            },
        });
        const read = await ask<WebPushSubscription>('GET', PATH, { token });
        expect(read.body).toMatchObject({
            endpoint: `${service.origin}/other`,
            standard: false,
            alerts: { follow: true, reblog: false, mention: false },
        });
        const changed = await ask('PUT', PATH, {
            token,
            json: { data: { alerts: { poll: true } }, policy: 'followed' },
        });
        expect(changed.body).toMatchObject({ policy: 'followed', alerts: { poll: true, follow: false } });
        expect((await ask('DELETE', PATH, { token })).body).toEqual({});
        expect(await ask('GET', PATH, { token })).toMatchObject({ status: 404 });
        expect(await ask('PUT', PATH, { token, json: { policy: 'all' } })).toMatchObject({ status: 404 });
        expect(await ask('DELETE', PATH, { token })).toMatchObject({ status: 200 });
    });

    test('posted twice at the same moment is one', async () => {
        const token = await aToken(db, await anAccount(db));
        const subscription = { endpoint: `${service.origin}/x`, keys: new Device().keys };
        const answers = await Promise.all(
            [1, 2, 3].map(() => ask('POST', PATH, { token, json: { subscription } })),
        );
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
        expect(await db.select().from(pushSubscriptions)).toHaveLength(1);
    });

    test('names the key that the community and its apps announce', async () => {
        const { subscription } = await subscribed();
        const instance = await ask<Instance>('GET', '/api/v2/instance');
        expect(instance.body.configuration.vapid?.public_key).toBe(subscription.server_key);
        const app = await ask<Application>('POST', '/api/v1/apps', {
            json: { client_name: 'An app', redirect_uris: 'urn:ietf:wg:oauth:2.0:oob' },
        });
        expect(app.body.vapid_key).toBe(subscription.server_key);
        expect(Buffer.from(subscription.server_key, 'base64url')).toHaveLength(65);
    });

    test.each<[object, string]>([
        [{}, 'nothing'],
        [{ subscription: 'x' }, 'no subscription'],
        [{ subscription: { endpoint: 'https://push.example/1' } }, 'no keys'],
        [
            { subscription: { endpoint: 'https://push.example/1', keys: { p256dh: 'AAAA', auth: 'AAAA' } } },
            'short keys',
        ],
        [
            {
                subscription: {
                    endpoint: 'https://push.example/1',
                    keys: { ...new Device().keys, p256dh: Buffer.alloc(65, 4).toString('base64url') },
                },
            },
            'a point off the curve',
        ],
        [{ subscription: { endpoint: 'ftp://push.example/1', keys: new Device().keys } }, 'another protocol'],
        [
            { subscription: { endpoint: 'https://user:pass@push.example/1', keys: new Device().keys } },
            'credentials',
        ],
        [
            { subscription: { endpoint: 'https://169.254.169.254/latest', keys: new Device().keys } },
            'an address inside',
        ],
        [
            { subscription: { endpoint: 'https://push.example:22/', keys: new Device().keys } },
            'a port of something else',
        ],
        [
            {
                subscription: { endpoint: 'https://push.example/', keys: new Device().keys },
                data: { policy: 'friends' },
            },
            'an unknown policy',
        ],
        [
            {
                subscription: {
                    endpoint: `https://push.example/${'x'.repeat(3_000)}`,
                    keys: new Device().keys,
                },
            },
            'an endless address',
        ],
    ])('with what cannot be is refused: %#, %s', async (json) => {
        const token = await aToken(db, await anAccount(db));
        expect(await ask('POST', PATH, { token, json })).toMatchObject({
            status: 422,
            body: { error: expect.any(String) },
        });
        expect(await db.select().from(pushSubscriptions)).toEqual([]);
    });

    test('without encryption on the way, or inside our own network, is refused (SSRF-10)', async () => {
        useConfig(readConfig({ ATOLL_DATA_DIR: settings.ATOLL_DATA_DIR }));
        const token = await aToken(db, await anAccount(db));
        for (const endpoint of [
            'http://push.example/1',
            'https://127.0.0.1/1',
            'https://[::1]/',
            'https://10.0.0.1/',
        ])
            expect(
                await ask('POST', PATH, {
                    token,
                    json: { subscription: { endpoint, keys: new Device().keys } },
                }),
            ).toMatchObject({ status: 422 });
    });

    test('keeps the token sealed: the database alone does not tell it', async () => {
        const { token } = await subscribed();
        const [row] = await db.select().from(pushSubscriptions);
        expect(JSON.stringify(row)).not.toContain(token);
        expect(row?.sealedToken).not.toBeNull();
    });
});

describe('a push', () => {
    test('reaches the device encrypted by RFC 8291, signed by VAPID, in the words of the member', async () => {
        const { account, token, device, subscription } = await subscribed();
        await db.update(users).set({ locale: 'de' });
        const { id, writer } = await mentioned(account, 'Guten Tag!');
        await runJobs();
        const [push, ...more] = service.take();
        expect(more).toEqual([]);
        expect(push?.headers).toMatchObject({
            'content-encoding': 'aes128gcm',
            ttl: String(48 * 3_600),
            urgency: 'high',
        });
        expect(JSON.parse(device.decrypt(push!.body))).toEqual({
            access_token: token,
            preferred_locale: 'de',
            notification_id: id,
            notification_type: 'mention',
            icon: expect.stringContaining('missing-avatar.png'),
            title: 'Bo erwähnt dich',
            body: 'Guten Tag!',
        });
        const [, jwt = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(push!.headers.authorization ?? '') ?? [];
        expect(key).toBe(subscription.server_key);
        const claims = vapidClaims(jwt, subscription.server_key);
        expect(claims).toMatchObject({ aud: service.origin, sub: expect.stringMatching(/^(mailto|https):/) });
        expect(Number(claims?.exp)).toBeLessThan(Date.now() / 1_000 + 86_400);
        expect(writer.displayName).toBe('Bo');
    });

    test('reaches an older app in the encoding it knows', async () => {
        const { account, device, subscription } = await subscribed({ standard: false });
        await mentioned(account);
        await runJobs();
        const [push] = service.take();
        expect(push?.headers['content-encoding']).toBe('aesgcm');
        expect(JSON.parse(device.decryptLegacy(push!.body, push!.headers))).toMatchObject({
            notification_type: 'mention',
        });
        const jwt = /^WebPush (.+)$/.exec(push!.headers.authorization ?? '')?.[1] ?? '';
        expect(vapidClaims(jwt, subscription.server_key)).toMatchObject({ aud: service.origin });
    });

    test('tells the warning instead of what it covers, and at most 140 characters', async () => {
        const { account, device } = await subscribed();
        await mentioned(account, 'x'.repeat(400));
        await mentioned(account, 'the end of the film', { contentWarning: 'Spoilers', sensitive: true });
        await runJobs();
        const bodies = service.take().map(({ body }) => JSON.parse(device.decrypt(body)).body);
        expect(bodies.sort()).toEqual(['Spoilers', `${'x'.repeat(139)}…`]);
    });

    test('of long names in characters of many bytes still fits into what a push may carry', async () => {
        const { account, device } = await subscribed();
        await mentioned(account, '👩‍👩‍👧‍👦'.repeat(300));
        await runJobs();
        const [push] = service.take();
        expect(push!.body.length).toBeLessThanOrEqual(4_096);
        expect(JSON.parse(device.decrypt(push!.body)).title).toBe('Bo mentioned you');
    });

    test('is only made of the kinds that were asked for', async () => {
        const { account } = await subscribed({ alerts: { follow: true, mention: false } });
        await mentioned(account);
        await runJobs();
        expect(service.take()).toEqual([]);
        await tell({ kind: 'follow', accountId: account.id, fromAccountId: (await anAccount(db)).id });
        await runJobs();
        expect(service.take()).toHaveLength(1);
    });

    test.each([
        ['all', [true, true, true]],
        ['followed', [false, true, false]],
        ['follower', [false, false, true]],
        ['none', [false, false, false]],
    ])(
        'with the policy %s lets through strangers, followed people, followers: %j',
        async (policy, expected) => {
            const { account } = await subscribed({ alerts: { favourite: true }, policy });
            const people = [await anAccount(db), await anAccount(db), await anAccount(db)] as const;
            await followAccount(db, { accountId: account.id }, people[1].id);
            await followAccount(db, { accountId: people[2].id }, account.id);
            await runJobs();
            service.take();
            const outcomes: boolean[] = [];
            for (const { id } of people) {
                const status = await aStatus(db, { by: account });
                await tell({
                    kind: 'favourite',
                    accountId: account.id,
                    fromAccountId: id,
                    statusId: status.id,
                });
                await runJobs();
                outcomes.push(service.take().length === 1);
            }
            expect(outcomes).toEqual(expected);
        },
    );

    test('is not made of what a filter of the member hides', async () => {
        const { account, token } = await subscribed();
        const filter = { title: 'x', context: ['notifications'], filter_action: 'hide' };
        const keywords_attributes = [{ keyword: 'spoiler', whole_word: true }];
        const json = { ...filter, keywords_attributes };
        expect(await ask('POST', '/api/v2/filters', { token, json })).toMatchObject({ status: 200 });
        await mentioned(account, 'a spoiler');
        await mentioned(account, 'nothing of that kind');
        await runJobs();
        expect(service.take()).toHaveLength(1);
    });

    test('is not made of what was set aside, dismissed, or deleted meanwhile', async () => {
        const { account, token } = await subscribed();
        await mentioned(account, 'psst', { visibility: 'direct' });
        const { status } = await mentioned(account);
        await db.delete(statuses).where(eq(statuses.id, status.id));
        const { id } = await mentioned(account);
        await ask('POST', `/api/v1/notifications/${id}/dismiss`, { token });
        await runJobs();
        expect(service.take()).toEqual([]);
    });

    test('never comes after the token was revoked (AUTH-10)', async () => {
        const { account, subscription } = await subscribed();
        await mentioned(account);
        const [row] = await db.select().from(pushSubscriptions);
        const [user] = await db.$client`select id::text from users where account_id = ${account.id}`;
        await revokeAccess(db, String(user?.id), { tokenId: String(row?.tokenId) });
        await runJobs();
        expect(service.take()).toEqual([]);
        expect(subscription.id).toBe(row?.id);
        expect(await db.select().from(pushSubscriptions)).toEqual([]);
    });

    test('never comes while the member may not act', async () => {
        const { account } = await subscribed();
        await db.update(users).set({ disabledAt: new Date() });
        await mentioned(account);
        await runJobs();
        expect(service.take()).toEqual([]);
    });
});

describe('a push service', () => {
    test.each([404, 410])(
        'that answers %i has nobody there any more: the subscription ends',
        async (status) => {
            const { account, token } = await subscribed();
            service.answer(status);
            await mentioned(account);
            await runJobs();
            expect(service.take()).toHaveLength(1);
            expect(await ask('GET', PATH, { token })).toMatchObject({ status: 404 });
        },
    );

    test('that is busy is asked again when it says, and not before', async () => {
        const { account } = await subscribed();
        service.answer(429, { 'Retry-After': '3600' });
        await mentioned(account);
        await runJobs();
        expect(service.take()).toHaveLength(1);
        const [waiting] = await db.$client<{ pause: number }[]>`
            select extract(epoch from start_after - now())::int as pause from pgboss.job
            where name = 'pushes' and state = 'created'`;
        expect(waiting?.pause).toBeGreaterThan(3_500);
        service.answer(201);
        await letTimeCome(db);
        await runJobs();
        expect(service.take()).toHaveLength(1);
        await letTimeCome(db);
        await runJobs();
        expect(service.take()).toEqual([]);
    });

    test('that stays away is given up after six tries', async () => {
        const { account, token } = await subscribed();
        service.answer(503);
        await mentioned(account);
        for (let round = 0; round < 10; round++) {
            await runJobs();
            await letTimeCome(db);
        }
        expect(service.take()).toHaveLength(6);
        expect(await ask('GET', PATH, { token })).toMatchObject({ status: 200 });
    });

    test('that refuses one push loses only that one', async () => {
        const { account, token } = await subscribed();
        service.answer(413);
        await mentioned(account);
        await runJobs();
        await letTimeCome(db);
        await runJobs();
        expect(service.take()).toHaveLength(1);
        expect(await ask('GET', PATH, { token })).toMatchObject({ status: 200 });
    });

    test('that came to lie inside our own network is not asked', async () => {
        const { account } = await subscribed();
        useConfig(readConfig({ ATOLL_FEDERATION_HTTP: '1', ATOLL_DATA_DIR: settings.ATOLL_DATA_DIR }));
        await mentioned(account);
        await runJobs();
        expect(service.take()).toEqual([]);
    });
});

test('the device of these tests decrypts the example of RFC 8291, appendix A', () => {
    const device = new Device({
        privateKey: Buffer.from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url'),
        auth: Buffer.from('BTBZMqHH6r4Tts7J_aSIgg', 'base64url'),
    });
    expect(device.keys.p256dh).toBe(
        'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    );
    const body =
        'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz' +
        'AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';
    expect(device.decrypt(Buffer.from(body, 'base64url'))).toBe('When I grow up, I want to be a watermelon');
});
