import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Account, MutedAccount, Relationship, Tag } from '$lib/mastodon-api/entities';
import { parseLinkHeader } from '$lib/mastodon-api/link-header';
import { newId } from '$lib/server/db';
import { accounts } from '$lib/server/db/schema';
import { acceptFollow, blockAccount, followAccount } from '$lib/server/domain/relationships';
import { ask } from '../support/api-routes';
import type { CallAnswer } from '../support/call-endpoint';
import { testDatabase } from '../support/database';
import { anAccount, aRemoteAccount, aToken } from '../support/factories';

const db = await testDatabase();

type Row = typeof accounts.$inferSelect;
const as = ({ id }: Row) => ({ accountId: id });

async function signedIn(given = {}) {
    const account = await anAccount(db, given);
    return { account, token: await aToken(db, account) };
}

async function relationshipTo(token: string, { id }: Row) {
    const { body } = await ask<Relationship[]>('GET', `/api/v1/accounts/relationships?id[]=${id}`, { token });
    return body[0];
}

describe('following', () => {
    test('a member answers with the relationship, boosts shown', async () => {
        const { token } = await signedIn();
        const bob = await anAccount(db);
        const { status, body } = await ask<Relationship>('POST', `/api/v1/accounts/${bob.id}/follow`, {
            token,
        });
        expect(status).toBe(200);
        expect(body).toMatchObject({
            id: bob.id,
            following: true,
            requested: false,
            showing_reblogs: true,
            notifying: false,
            languages: null,
        });
    });

    test('again is no error and changes the options', async () => {
        const { token } = await signedIn();
        const bob = await anAccount(db);
        await ask('POST', `/api/v1/accounts/${bob.id}/follow`, { token });
        const { status, body } = await ask<Relationship>('POST', `/api/v1/accounts/${bob.id}/follow`, {
            token,
            form: [
                ['reblogs', 'false'],
                ['notify', 'true'],
                ['languages[]', 'de'],
                ['languages[]', 'ja'],
            ],
        });
        expect(status).toBe(200);
        expect(body).toMatchObject({ showing_reblogs: false, notifying: true, languages: ['de', 'ja'] });
    });

    test('somebody locked, or elsewhere, is requested first', async () => {
        const { account, token } = await signedIn();
        for (const other of [await anAccount(db, { locked: true }), await aRemoteAccount(db)]) {
            const { body } = await ask<Relationship>('POST', `/api/v1/accounts/${other.id}/follow`, {
                token,
            });
            expect(body).toMatchObject({ following: false, requested: true });
            await acceptFollow(db, as(other), account.id);
            expect(await relationshipTo(token, other)).toMatchObject({ following: true, requested: false });
        }
    });

    test('oneself, or somebody who blocks one, is refused; nobody is not found', async () => {
        const { account, token } = await signedIn();
        const bob = await anAccount(db);
        await blockAccount(db, as(bob), account.id);
        for (const [id, status] of [
            [account.id, 403],
            [bob.id, 403],
            [newId(), 404],
            ['abc', 404],
        ] as const)
            expect(await ask('POST', `/api/v1/accounts/${id}/follow`, { token })).toMatchObject({ status });
    });

    test('undone, the relationship is as before', async () => {
        const { token } = await signedIn();
        const bob = await anAccount(db);
        const before = await relationshipTo(token, bob);
        await ask('POST', `/api/v1/accounts/${bob.id}/follow`, { token });
        await ask('POST', `/api/v1/accounts/${bob.id}/unfollow`, { token });
        expect(await relationshipTo(token, bob)).toEqual(before);
    });
});

describe('relationships', () => {
    test('answer every known id and skip what is unknown or cannot be an id', async () => {
        const { account, token } = await signedIn();
        const people = [await anAccount(db), await aRemoteAccount(db)];
        const ids = [...people.map(({ id }) => id), newId(), 'abc', account.id];
        const { body } = await ask<Relationship[]>(
            'GET',
            `/api/v1/accounts/relationships?${ids.map((id) => `id[]=${id}`).join('&')}`,
            { token },
        );
        expect(new Set(body.map(({ id }) => id))).toEqual(
            new Set([...people.map(({ id }) => id), account.id]),
        );
    });

    test('leave the suspended out unless they are asked for', async () => {
        const { token } = await signedIn();
        const gone = await anAccount(db, { suspendedAt: new Date() });
        const path = `/api/v1/accounts/relationships?id[]=${gone.id}`;
        expect((await ask<unknown[]>('GET', path, { token })).body).toEqual([]);
        expect((await ask<unknown[]>('GET', `${path}&with_suspended=true`, { token })).body).toHaveLength(1);
    });

    test('say what the other side does as well', async () => {
        const { account, token } = await signedIn({ locked: true });
        const [bob, cyd, dan] = [await anAccount(db), await anAccount(db), await anAccount(db)];
        await followAccount(db, as(bob), account.id);
        await acceptFollow(db, as(account), bob.id);
        await followAccount(db, as(cyd), account.id);
        await blockAccount(db, as(dan), account.id);
        expect(await relationshipTo(token, bob)).toMatchObject({ followed_by: true });
        expect(await relationshipTo(token, cyd)).toMatchObject({ requested_by: true, followed_by: false });
        expect(await relationshipTo(token, dan)).toMatchObject({ blocked_by: true, blocking: false });
    });

    test('carry the private remark', async () => {
        const { token } = await signedIn();
        const bob = await anAccount(db);
        const { body } = await ask<Relationship>('POST', `/api/v1/accounts/${bob.id}/note`, {
            token,
            json: { comment: 'met at the reef' },
        });
        expect(body.note).toBe('met at the reef');
        await ask('POST', `/api/v1/accounts/${bob.id}/note`, { token, json: { comment: '' } });
        expect(await relationshipTo(token, bob)).toMatchObject({ note: '' });
    });
});

describe('muting and blocking', () => {
    test('a mute hides notifications unless told not to, and may end by itself', async () => {
        const { token } = await signedIn();
        const bob = await anAccount(db);
        const mute = (json: object) =>
            ask<Relationship>('POST', `/api/v1/accounts/${bob.id}/mute`, { token, json });
        expect((await mute({})).body).toMatchObject({ muting: true, muting_notifications: true });
        const timed = await mute({ notifications: false, duration: 3600 });
        expect(timed.body).toMatchObject({ muting: true, muting_notifications: false });
        const list = await ask<MutedAccount[]>('GET', '/api/v1/mutes', { token });
        expect(list.body).toMatchObject([{ id: bob.id, mute_expires_at: expect.any(String) }]);
        expect((await mute({ duration: 999_999_999_999_999 })).status).toBe(200);
        await db.$client`update mutes set expires_at = now() - interval '1 second'`;
        expect(await relationshipTo(token, bob)).toMatchObject({
            muting: false,
            muting_notifications: false,
        });
        expect((await ask<unknown[]>('GET', '/api/v1/mutes', { token })).body).toEqual([]);
    });

    test('a block ends both follows and shows in the list of blocks, newest first', async () => {
        const { account, token } = await signedIn();
        const [bob, cyd] = [await anAccount(db), await anAccount(db)];
        await followAccount(db, as(bob), account.id);
        await followAccount(db, as(account), bob.id);
        for (const other of [cyd, bob]) await ask('POST', `/api/v1/accounts/${other.id}/block`, { token });
        expect(await relationshipTo(token, bob)).toMatchObject({
            blocking: true,
            following: false,
            followed_by: false,
        });
        const { body } = await ask<Account[]>('GET', '/api/v1/blocks', { token });
        expect(body.map(({ id }) => id)).toEqual([bob.id, cyd.id]);
        await ask('POST', `/api/v1/accounts/${bob.id}/unblock`, { token });
        expect(await relationshipTo(token, bob)).toMatchObject({ blocking: false });
    });

    test('a refused domain severs follows both ways, and the preview says how many', async () => {
        const { account, token } = await signedIn();
        const [follower, followed] = [
            await aRemoteAccount(db, { domain: 'loud.test' }),
            await aRemoteAccount(db, { domain: 'loud.test' }),
        ];
        const other = await aRemoteAccount(db, { domain: 'calm.test' });
        await followAccount(db, as(follower), account.id, { uri: 'https://loud.test/f/1' });
        await followAccount(db, as(other), account.id, { uri: 'https://calm.test/f/1' });
        await followAccount(db, as(account), followed.id);
        await acceptFollow(db, as(followed), account.id);
        const preview = await ask('GET', '/api/v1/domain_blocks/preview?domain=loud.test', { token });
        expect(preview.body).toEqual({ followers_count: 1, following_count: 1 });
        await ask('POST', '/api/v1/domain_blocks', { token, form: { domain: 'LOUD.test' } });
        expect(await relationshipTo(token, follower)).toMatchObject({
            followed_by: false,
            domain_blocking: true,
        });
        expect(await relationshipTo(token, followed)).toMatchObject({ following: false });
        expect(await relationshipTo(token, other)).toMatchObject({ followed_by: true });
        expect((await ask('GET', '/api/v1/domain_blocks', { token })).body).toEqual(['loud.test']);
        await ask('DELETE', '/api/v1/domain_blocks?domain=loud.test', { token });
        expect((await ask('GET', '/api/v1/domain_blocks', { token })).body).toEqual([]);
    });

    test.each(['', 'a b', 'localhost:3000', 'http://'])('"%s" cannot be refused', async (domain) => {
        const { token } = await signedIn();
        expect(await ask('POST', '/api/v1/domain_blocks', { token, json: { domain } })).toMatchObject({
            status: 422,
        });
    });
});

describe('requests to follow', () => {
    test('are listed, granted and refused; a second answer is not found', async () => {
        const { account, token } = await signedIn({ locked: true });
        const [bob, cyd] = [await anAccount(db), await anAccount(db)];
        await followAccount(db, as(bob), account.id);
        await followAccount(db, as(cyd), account.id);
        const list = await ask<Account[]>('GET', '/api/v1/follow_requests', { token });
        expect(list.body.map(({ id }) => id)).toEqual([cyd.id, bob.id]);
        const granted = await ask<Relationship>('POST', `/api/v1/follow_requests/${bob.id}/authorize`, {
            token,
        });
        expect(granted.body).toMatchObject({ followed_by: true, requested_by: false });
        const refused = await ask<Relationship>('POST', `/api/v1/follow_requests/${cyd.id}/reject`, {
            token,
        });
        expect(refused.body).toMatchObject({ followed_by: false, requested_by: false });
        expect(await ask('POST', `/api/v1/follow_requests/${cyd.id}/authorize`, { token })).toMatchObject({
            status: 404,
        });
    });
});

describe('lists of followers', () => {
    test('page by the follow, not by the person: each once, newest follow first', async () => {
        const ana = await anAccount(db);
        const people = [await anAccount(db), await anAccount(db), await anAccount(db)];
        // Followed in another order than they joined.
        for (const at of [2, 0, 1]) await followAccount(db, as(people[at]!), ana.id);
        const path = `/api/v1/accounts/${ana.id}/followers`;
        const seen: string[] = [];
        let next: string | undefined = `${path}?limit=1`;
        for (let page = 0; next && page < 5; page++) {
            const answer: CallAnswer<Account[]> = await ask('GET', next);
            seen.push(...answer.body.map(({ id }) => id));
            const link = parseLinkHeader(answer.headers.get('link')).next;
            next = link && new URL(link).pathname + new URL(link).search;
        }
        expect(seen).toEqual([1, 0, 2].map((at) => people[at]!.id));
        const { headers } = await ask('GET', `${path}?limit=2`);
        expect(headers.get('link')).toMatch(
            /limit=2&max_id=\d+>; rel="next", .*limit=2&min_id=\d+>; rel="prev"/,
        );
    });

    test('that are hidden are empty for everybody but their owner', async () => {
        const { account, token } = await signedIn({ hidesCollections: true });
        const { account: bob, token: bobs } = await signedIn();
        await followAccount(db, as(bob), account.id);
        const path = `/api/v1/accounts/${account.id}/followers`;
        expect((await ask('GET', path)).body).toEqual([]);
        expect((await ask('GET', path, { token: bobs })).body).toEqual([]);
        expect((await ask<unknown[]>('GET', path, { token })).body).toHaveLength(1);
    });

    test('are empty for whom the owner has blocked, and leave out whom the viewer has blocked', async () => {
        const ana = await anAccount(db);
        const { account: mal, token: mals } = await signedIn();
        const { account: bob, token: bobs } = await signedIn();
        const cyd = await anAccount(db);
        await followAccount(db, as(cyd), ana.id);
        await blockAccount(db, as(ana), mal.id);
        await blockAccount(db, as(bob), cyd.id);
        const path = `/api/v1/accounts/${ana.id}/followers`;
        expect((await ask('GET', path, { token: mals })).body).toEqual([]);
        expect((await ask('GET', path, { token: bobs })).body).toEqual([]);
        expect((await ask<unknown[]>('GET', path)).body).toHaveLength(1);
    });

    test('have no Link when they are empty, and clamp their limit', async () => {
        const ana = await anAccount(db);
        const { headers } = await ask('GET', `/api/v1/accounts/${ana.id}/following`);
        expect(headers.get('link')).toBeNull();
        for (const limit of ['-1', '0', '9999'])
            expect((await ask('GET', `/api/v1/accounts/${ana.id}/followers?limit=${limit}`)).status).toBe(
                200,
            );
    });

    test('tell which of the people one follows follow somebody too', async () => {
        const { account, token } = await signedIn();
        const [bob, cyd, star] = [await anAccount(db), await anAccount(db), await anAccount(db)];
        await followAccount(db, as(account), bob.id);
        for (const one of [bob, cyd]) await followAccount(db, as(one), star.id);
        const path = `/api/v1/accounts/familiar_followers?id[]=${star.id}`;
        const { body } = await ask('GET', path, { token });
        expect(body).toMatchObject([{ id: star.id, accounts: [{ id: bob.id }] }]);
        await db.update(accounts).set({ hidesCollections: true }).where(eq(accounts.id, star.id));
        expect((await ask('GET', path, { token })).body).toEqual([{ id: star.id, accounts: [] }]);
    });
});

test('only whom one follows can be recommended', async () => {
    const { account, token } = await signedIn();
    const bob = await anAccount(db);
    expect(await ask('POST', `/api/v1/accounts/${bob.id}/endorse`, { token })).toMatchObject({ status: 422 });
    await followAccount(db, as(account), bob.id);
    const { body } = await ask<Relationship>('POST', `/api/v1/accounts/${bob.id}/endorse`, { token });
    expect(body.endorsed).toBe(true);
    expect((await ask('GET', `/api/v1/accounts/${account.id}/endorsements`)).body).toMatchObject([
        { id: bob.id },
    ]);
    await ask('POST', `/api/v1/accounts/${bob.id}/unfollow`, { token });
    expect((await ask('GET', '/api/v1/endorsements', { token })).body).toEqual([]);
});

test('a hashtag is featured and taken off by its name, each as often as one likes', async () => {
    const account = await anAccount(db);
    const token = await aToken(db, account);
    const act = (what: string) =>
        ask<{ featuring: boolean }>('POST', `/api/v1/tags/CoralReefs/${what}`, { token });
    for (const [what, featuring] of [
        ['feature', true],
        ['feature', true],
        ['unfeature', false],
        ['unfeature', false],
    ] as const)
        expect(await act(what)).toMatchObject({ status: 200, body: { name: 'CoralReefs', featuring } });
    await act('feature');
    const shown = await ask<unknown[]>('GET', `/api/v1/accounts/${account.id}/featured_tags`);
    expect(shown.body).toMatchObject([{ name: 'CoralReefs' }]);
});

test('hashtags that one uses most in public, and does not feature yet, are suggested', async () => {
    const token = await aToken(db, await anAccount(db));
    const post = (status: string, visibility = 'public') =>
        ask('POST', '/api/v1/statuses', { token, json: { status, visibility } });
    const suggested = async () =>
        (await ask<Tag[]>('GET', '/api/v1/featured_tags/suggestions', { token })).body.map(
            ({ name }) => name,
        );
    expect(await suggested()).toEqual([]);
    for (const text of ['#Whales once', '#Whales and #ships', '#land']) await post(text);
    await post('#secrets', 'private');
    await ask('POST', '/api/v1/featured_tags', { token, json: { name: 'land' } });
    expect(await suggested()).toEqual(['Whales', 'ships']);
});
