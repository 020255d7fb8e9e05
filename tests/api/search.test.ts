import { describe, expect, test } from 'vitest';
import type { Account, Search, Tag } from '$lib/mastodon-api/entities';
import { mentions, tags, type accounts } from '$lib/server/db/schema';
import { blockAccount, followAccount } from '$lib/server/domain/relationships';
import { indexMissing, indexStatus } from '$lib/server/domain/search';
import { findTrends } from '$lib/server/domain/trends';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aRemoteAccount, aStatus, aToken, anAccount } from '../support/factories';

const db = await testDatabase();

type Row = typeof accounts.$inferSelect;
const as = ({ id }: Row) => ({ accountId: id });

async function signedIn(given = {}) {
    const account = await anAccount(db, given);
    return { account, token: await aToken(db, account) };
}

const find = async (q: string, token?: string, more = '') =>
    (await ask<Search>('GET', `/api/v2/search?q=${encodeURIComponent(q)}${more}`, { token })).body;

const namesOf = (found: Search) => found.accounts.map(({ acct }) => acct);

describe('searching people', () => {
    test('finds by the beginning of a name, of a word of the display name, and with a typing error', async () => {
        await anAccount(db, { username: 'margarethe', displayName: 'Grete Käfer' });
        await anAccount(db, { username: 'unrelated', displayName: 'Somebody Else' });
        for (const q of ['marg', 'MARG', '@marg', 'käf', 'grete', 'margarete'])
            expect(namesOf(await find(q))).toEqual(['margarethe']);
        expect(namesOf(await find('zzz'))).toEqual([]);
    });

    test('puts the exact handle first, then whom one follows, then the rest', async () => {
        const { account, token } = await signedIn();
        await anAccount(db, { username: 'anabel', followersCount: 1_000 });
        const followed = await anAccount(db, { username: 'anatol' });
        await anAccount(db, { username: 'ana' });
        await followAccount(db, as(account), followed.id);
        expect(namesOf(await find('ana', token))).toEqual(['ana', 'anatol', 'anabel']);
        expect(namesOf(await find('ana', token, '&following=true'))).toEqual(['anatol']);
    });

    test('finds a full handle of another server only as that person', async () => {
        const there = await aRemoteAccount(db, { username: 'ana', domain: 'there.test' });
        await anAccount(db, { username: 'ana' });
        expect((await find('@ana@there.test')).accounts[0]?.id).toBe(there.id);
        expect(namesOf(await find('ana@localhost:3000'))[0]).toBe('ana');
    });

    test('shows nobody suspended, not yet admitted, moved away or, unless meant exactly, limited', async () => {
        await anAccount(db, { username: 'anagone', suspendedAt: new Date() });
        await anAccount(db, { username: 'anaquiet', silencedAt: new Date() });
        const applicant = await anAccount(db, { username: 'ananew' });
        await db.$client`update users set approved_at = null where account_id = ${applicant.id}`;
        expect(namesOf(await find('ana'))).toEqual([]);
        expect(namesOf(await find('anaquiet'))).toEqual(['anaquiet']);
        expect(namesOf(await find('anagone'))).toEqual([]);
        expect(namesOf(await find('ananew'))).toEqual([]);
    });

    test('keeps those who block each other apart, even by the exact handle', async () => {
        const { account, token } = await signedIn({ username: 'ana' });
        const { account: mal, token: mals } = await signedIn({ username: 'mallory' });
        await blockAccount(db, as(account), mal.id);
        expect(namesOf(await find('mallory', token))).toEqual([]);
        expect(namesOf(await find('ana', mals))).toEqual([]);
    });

    test.each(['%', '_', '\\', '%%%', "'", '@', '#', '   ', '((((', 'a'.repeat(2_000), '@@', '\u202e'])(
        'takes %j for text',
        async (q) => {
            await anAccount(db);
            expect(await find(q)).toEqual({ accounts: [], statuses: [], hashtags: [] });
        },
    );

    test('goes on from an offset, within one kind only', async () => {
        const { token } = await signedIn({ username: 'viewer' });
        for (const username of ['anaa', 'anab', 'anac']) await anAccount(db, { username });
        const all = namesOf(await find('ana', token));
        expect(all).toHaveLength(3);
        expect(namesOf(await find('ana', token, '&type=accounts&limit=1&offset=1'))).toEqual([all[1]]);
        expect(await ask('GET', '/api/v2/search?q=ana&offset=1', { token })).toMatchObject({ status: 400 });
    });

    test('accounts/search answers the people alone', async () => {
        const { token } = await signedIn();
        await anAccount(db, { username: 'margarethe' });
        const { body } = await ask<Account[]>('GET', '/api/v1/accounts/search?q=marg&limit=1', { token });
        expect(body.map(({ username }) => username)).toEqual(['margarethe']);
    });
});

describe('searching anything', () => {
    test('always answers three lists', async () => {
        expect(await find('nothing at all')).toEqual({ accounts: [], statuses: [], hashtags: [] });
    });

    test('a hashtag is found by its beginning, in any spelling', async () => {
        const { token } = await signedIn();
        await ask('POST', '/api/v1/tags/CoralReef/follow', { token });
        for (const q of ['coral', '#coral', 'CORALREEF'])
            expect((await find(q)).hashtags.map(({ name }) => name)).toEqual(['CoralReef']);
        expect((await find('#coral', token)).hashtags[0]).toMatchObject({ following: true });
        expect((await find('coral', token, '&type=accounts')).hashtags).toEqual([]);
    });

    test('the address of a post or a person here leads to it', async () => {
        const ana = await anAccount(db);
        const status = await aStatus(db, { by: ana });
        for (const address of [status.uri, status.url!]) {
            const found = await find(address);
            expect(found.statuses.map(({ id }) => id)).toEqual([status.id]);
            expect(found.accounts).toEqual([]);
        }
        for (const address of [ana.uri, ana.url!])
            expect((await find(address)).accounts.map(({ id }) => id)).toEqual([ana.id]);
        expect((await find(status.uri, undefined, '&type=accounts')).statuses).toEqual([]);
    });

    test('the address of a private post leads nowhere for whoever may not see it, as if there were none', async () => {
        const { token } = await signedIn();
        const ana = await anAccount(db);
        const status = await aStatus(db, { by: ana, visibility: 'private' });
        const { token: anas } = { token: await aToken(db, ana) };
        const nothing = { accounts: [], statuses: [], hashtags: [] };
        for (const address of [status.uri, status.url!, `${ana.url}/1`])
            expect(await find(address, token, '&resolve=true')).toEqual(nothing);
        expect((await find(status.uri, anas)).statuses).toHaveLength(1);
    });

    test('other servers are asked only for members, and a guest is told so', async () => {
        expect(await ask('GET', '/api/v2/search?q=a&resolve=true')).toMatchObject({ status: 401 });
        expect(await ask('GET', '/api/v2/search?q=a&type=accounts&offset=5')).toMatchObject({ status: 401 });
    });

    test('a server that cannot be reached is no error', async () => {
        const { token } = await signedIn();
        for (const q of [
            'https://127.0.0.1:9/users/x',
            '@nobody@127.0.0.1:9',
            'http://',
            'https://[::1',
            'http://localhost:3000/@%E0',
        ])
            expect(await find(q, token, '&resolve=true')).toEqual({
                accounts: [],
                statuses: [],
                hashtags: [],
            });
    });

    test('without words it is a bad request, with an unknown kind it is refused', async () => {
        expect(await ask('GET', '/api/v2/search')).toMatchObject({ status: 400 });
        expect(await ask('GET', '/api/v2/search?q=a&type=cheese')).toMatchObject({ status: 422 });
    });
});

describe('searching posts', () => {
    /** A post that is indexed as if it had just come. */
    async function indexed(given: Parameters<typeof aStatus>[1]) {
        const status = await aStatus(db, given);
        await indexStatus(db, status.id);
        return status;
    }
    const idsOf = async (q: string, token?: string, more = '') =>
        (await find(q, token, more)).statuses.map(({ id }) => id);

    test('finds public words of those who consent to it, for members alone', async () => {
        const { token } = await signedIn();
        const consenting = await anAccount(db, { indexable: true });
        const found = await indexed({ by: consenting, text: 'The Größte coral reef' });
        await indexed({ by: await anAccount(db), text: 'Another coral reef' });
        await indexed({ by: consenting, text: 'A quiet coral reef', visibility: 'unlisted' });
        await indexed({ by: consenting, text: 'A private coral reef', visibility: 'private' });
        for (const q of ['coral', 'größte coral', '"coral reef"', 'coral -private'])
            expect(await idsOf(q, token)).toEqual([found.id]);
        expect(await idsOf('coral -reef', token)).toEqual([]);
        expect(await idsOf('coral')).toEqual([]);
        expect(await idsOf('coral', token, '&type=accounts')).toEqual([]);
    });

    test("finds one's own library, whoever wrote it: written, liked, kept, boosted, addressed", async () => {
        const { account, token } = await signedIn();
        const bob = await anAccount(db);
        const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
        const library = [
            await indexed({ by: account, text: 'reef', visibility: 'private', at: at(1) }),
            await indexed({ by: bob, text: 'reef', at: at(2) }),
            await indexed({ by: bob, text: 'reef', at: at(3) }),
            await indexed({ by: bob, text: 'reef', at: at(4) }),
            await indexed({ by: bob, text: 'reef', visibility: 'direct', at: at(5) }),
        ];
        await indexed({ by: bob, text: 'reef', at: at(6) });
        await indexed({ by: bob, text: 'reef', visibility: 'direct', at: at(7) });
        const [, liked, kept, boosted, named] = library;
        await ask('POST', `/api/v1/statuses/${liked!.id}/favourite`, { token });
        await ask('POST', `/api/v1/statuses/${kept!.id}/bookmark`, { token });
        await aStatus(db, { by: account, boostOfId: boosted!.id });
        await db.insert(mentions).values({ statusId: named!.id, accountId: account.id });
        const newestFirst = library.map(({ id }) => id).reverse();
        expect(await idsOf('reef', token)).toEqual(newestFirst);
        expect(await idsOf('reef in:library', token)).toEqual(newestFirst);
        await blockAccount(db, as(account), bob.id);
        expect(await idsOf('reef', token)).toEqual([library[0]!.id]);
    });

    test('is narrowed by author, place and operators', async () => {
        const { token } = await signedIn();
        const ana = await anAccount(db, { username: 'ana', indexable: true });
        const bob = await anAccount(db, { username: 'bob', indexable: true });
        const old = await indexed({ by: ana, text: 'reef', at: new Date('2026-01-01T12:00:00Z') });
        const young = await indexed({
            by: ana,
            text: 'reef',
            at: new Date('2026-02-01T12:00:00Z'),
            language: 'de',
        });
        const other = await indexed({
            by: bob,
            text: 'reef',
            at: new Date('2026-03-01T12:00:00Z'),
            sensitive: true,
        });
        expect(await idsOf('reef', token, `&account_id=${ana.id}`)).toEqual([young.id, old.id]);
        expect(await idsOf('reef', token, `&max_id=${other.id}`)).toEqual([young.id, old.id]);
        expect(await idsOf('reef', token, `&min_id=${old.id}`)).toEqual([other.id, young.id]);
        expect(await idsOf('reef', token, '&type=statuses&limit=1&offset=1')).toEqual([young.id]);
        expect(await idsOf('reef from:bob', token)).toEqual([other.id]);
        expect(await idsOf('from:@ana', token)).toEqual([young.id, old.id]);
        expect(await idsOf('reef from:nobody', token)).toEqual([]);
        expect(await idsOf('reef before:2026-02-01', token)).toEqual([old.id]);
        expect(await idsOf('reef during:2026-02-01', token)).toEqual([young.id]);
        expect(await idsOf('reef after:2026-02-01', token)).toEqual([other.id]);
        expect(await idsOf('reef language:de', token)).toEqual([young.id]);
        expect(await idsOf('reef is:sensitive', token)).toEqual([other.id]);
        expect(await idsOf('reef has:media', token)).toEqual([]);
    });

    test('looks into warnings, and into words of scripts without spaces', async () => {
        const { account, token } = await signedIn();
        const warned = await indexed({ by: account, text: 'x', contentWarning: 'Spiders' });
        const japanese = await indexed({ by: account, text: '珊瑚礁を見た' });
        expect(await idsOf('spiders', token)).toEqual([warned.id]);
        expect(await idsOf('珊瑚礁', token)).toEqual([japanese.id]);
        expect(await idsOf('礁瑚', token)).toEqual([]);
    });

    test('finds new posts by themselves, edited ones by their new words, and old ones after the chore', async () => {
        const { account, token } = await signedIn();
        const { body } = await ask<{ id: string }>('POST', '/api/v1/statuses', {
            token,
            json: { status: 'lagoon' },
        });
        const before = await aStatus(db, { by: account, text: 'lagoon', at: new Date('2026-01-01') });
        await runJobs();
        expect(await idsOf('lagoon', token)).toEqual([body.id]);
        await indexMissing(db);
        expect(await idsOf('lagoon', token)).toEqual([body.id, before.id]);
        await ask('PUT', `/api/v1/statuses/${body.id}`, { token, json: { status: 'atoll' } });
        await runJobs();
        expect(await idsOf('atoll', token)).toEqual([body.id]);
        expect(await idsOf('lagoon', token)).toEqual([before.id]);
    });

    test('hashtags that nobody looked at can be left out', async () => {
        const { token } = await signedIn();
        await ask('POST', '/api/v1/tags/coral/follow', { token });
        expect((await find('coral', token, '&exclude_unreviewed=true')).hashtags).toEqual([]);
        await db.update(tags).set({ trendable: true });
        expect((await find('coral', token, '&exclude_unreviewed=true')).hashtags).toHaveLength(1);
    });
});

describe('hashtags', () => {
    test('are followed and left, in any spelling, and listed newest first', async () => {
        const { token } = await signedIn();
        for (const name of ['Reef', 'Lagoon'])
            expect((await ask<Tag>('POST', `/api/v1/tags/${name}/follow`, { token })).body).toMatchObject({
                name,
                following: true,
            });
        await ask('POST', '/api/v1/tags/reef/follow', { token });
        const list = async () =>
            (await ask<Tag[]>('GET', '/api/v1/followed_tags', { token })).body.map(({ name }) => name);
        expect(await list()).toEqual(['Lagoon', 'Reef']);
        const left = await ask<Tag>('POST', '/api/v1/tags/LAGOON/unfollow', { token });
        expect(left.body).toMatchObject({ following: false });
        expect(await list()).toEqual(['Reef']);
    });

    test('tell how many people used them on each of the last seven days, in public', async () => {
        const { account, token } = await signedIn();
        await ask('POST', '/api/v1/tags/reef/follow', { token });
        const use = async (status: { id: string }) =>
            db.$client`insert into status_tags select ${status.id}::bigint, id from tags where name = 'reef'`;
        const yesterday = new Date(Date.now() - 86_400_000);
        await use(await aStatus(db, { by: account }));
        await use(await aStatus(db, { by: account }));
        await use(await aStatus(db, { by: account, visibility: 'private' }));
        await use(await aStatus(db, { by: account, at: yesterday }));
        await findTrends(db);
        const { body } = await ask<Tag>('GET', '/api/v1/tags/reef');
        expect(body.history).toHaveLength(7);
        expect(body.history.slice(0, 2)).toMatchObject([
            { uses: '2', accounts: '1' },
            { uses: '1', accounts: '1' },
        ]);
        expect(body).not.toHaveProperty('following');
    });

    test('nobody has used are shown all the same; what cannot be one is not found', async () => {
        expect(await ask('GET', '/api/v1/tags/unheard')).toMatchObject({
            status: 200,
            body: { name: 'unheard' },
        });
        const { token } = await signedIn();
        for (const name of ['a%20b', '12345', 'x%23'])
            expect(await ask('POST', `/api/v1/tags/${name}/follow`, { token })).toMatchObject({
                status: 404,
            });
    });

    test('are shown on a profile, ten at most, and taken off by their owner alone', async () => {
        const { account, token } = await signedIn();
        const { token: bobs } = await signedIn();
        const feature = (name: string) =>
            ask<{ id: string }>('POST', '/api/v1/featured_tags', { token, json: { name } });
        const { body } = await feature('Reef');
        expect(body).toMatchObject({ name: 'Reef', statuses_count: '0', last_status_at: null });
        expect(await feature('reef')).toMatchObject({ status: 422 });
        for (let i = 1; i < 10; i++) await feature(`reef${i}`);
        expect(await feature('eleventh')).toMatchObject({ status: 422 });
        const path = `/api/v1/featured_tags/${body.id}`;
        expect(await ask('DELETE', path, { token: bobs })).toMatchObject({ status: 404 });
        expect(await ask('DELETE', path, { token })).toMatchObject({ status: 200 });
        const shown = await ask<unknown[]>('GET', `/api/v1/accounts/${account.id}/featured_tags`);
        expect(shown.body).toHaveLength(9);
    });
});

test.each([
    '/api/v1/trends',
    '/api/v1/trends/tags',
    '/api/v1/trends/statuses',
    '/api/v1/trends/links',
    '/api/v1/suggestions',
    '/api/v2/suggestions',
])('%s is truthfully empty', async (path) => {
    const { token } = await signedIn();
    expect((await ask('GET', path, { token })).body).toEqual([]);
});
