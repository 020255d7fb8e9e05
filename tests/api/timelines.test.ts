import { describe, expect, test } from 'vitest';
import type { Status } from '$lib/mastodon-api/entities';
import { parseLinkHeader } from '$lib/mastodon-api/link-header';
import { newId } from '$lib/server/db';
import { lists, streamRooms } from '$lib/server/db/schema';
import { blockAccount, followAccount, unfollowAccount } from '$lib/server/domain/relationships';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aStatus, aToken } from '../support/factories';

const db = await testDatabase();

async function signedIn(given = {}) {
    const account = await anAccount(db, given);
    return { account, token: await aToken(db, account) };
}
const post = async (token: string, status: string, more: object = {}) => {
    const { body } = await ask<Status>('POST', '/api/v1/statuses', { token, json: { status, ...more } });
    await runJobs();
    return body;
};
const idsOf = async (path: string, token?: string) => {
    const { body } = await ask<Status[]>('GET', path, { token });
    return body.map(({ id }) => id);
};
const HOME = '/api/v1/timelines/home';

describe('home', () => {
    test('shows what one posts oneself and what the followed post, once the work is done', async () => {
        const [ana, ben] = [await signedIn(), await signedIn()];
        const before = await post(ana.token, 'Before');
        await followAccount(db, { accountId: ben.account.id }, ana.account.id);
        await runJobs();
        const after = await post(ana.token, 'After');
        const own = await post(ben.token, 'Own');
        expect(await idsOf(HOME, ben.token)).toEqual([own.id, after.id, before.id]);
        expect(await idsOf(HOME, ana.token)).toEqual([after.id, before.id]);
    });

    test('after unfollowing and after a block nothing of the other is left', async () => {
        const [ana, ben, cleo] = [await signedIn(), await signedIn(), await signedIn()];
        const actor = { accountId: ben.account.id };
        for (const { account } of [ana, cleo]) await followAccount(db, actor, account.id);
        const status = await post(ana.token, 'Hi');
        await ask('POST', `/api/v1/statuses/${status.id}/reblog`, { token: cleo.token });
        await post(cleo.token, 'Hi too');
        await blockAccount(db, { accountId: ana.account.id }, ben.account.id);
        // At once, before any background work.
        expect(await idsOf(HOME, ben.token)).toHaveLength(1);
        await runJobs();
        await unfollowAccount(db, actor, cleo.account.id);
        await runJobs();
        expect(await idsOf(HOME, ben.token)).toEqual([]);
    });

    test('pages by Link down to the end and up again, keeping the limit', async () => {
        const { token } = await signedIn();
        const ids: string[] = [];
        for (let i = 0; i < 5; i++) ids.unshift((await post(token, `Post ${i}`)).id);
        const seen: string[] = [];
        let address: string | undefined = `${HOME}?limit=2`;
        let lastPrevious: string | undefined;
        while (address) {
            const { body, headers } = await ask<Status[]>('GET', address, { token });
            seen.push(...body.map(({ id }) => id));
            const { next, prev } = parseLinkHeader(headers.get('link') ?? '');
            lastPrevious = prev ?? lastPrevious;
            address = next && new URL(next).pathname + new URL(next).search;
        }
        expect(seen).toEqual(ids);
        const { pathname, search, searchParams } = new URL(lastPrevious ?? '');
        expect([searchParams.has('min_id'), searchParams.get('limit')]).toEqual([true, '2']);
        expect(await idsOf(pathname + search, token)).toEqual(ids.slice(2, 4));
    });

    test('limits are clamped, cursors that are none refused', async () => {
        const { token } = await signedIn();
        await post(token, 'One');
        expect(await idsOf(`${HOME}?limit=-1`, token)).toHaveLength(1);
        expect(await idsOf(`${HOME}?limit=9999`, token)).toHaveLength(1);
        for (const bad of ['max_id=abc', 'limit=x', 'min_id=99999999999999999999'])
            expect((await ask('GET', `${HOME}?${bad}`, { token })).status).toBe(422);
    });
});

describe('public', () => {
    test('guests read it; local and remote narrow it; unknown parameters do no harm', async () => {
        const { token } = await signedIn();
        const open = await post(token, 'Open');
        await post(token, 'Unlisted', { visibility: 'unlisted' });
        await post(token, 'Followers', { visibility: 'private' });
        expect(await idsOf('/api/v1/timelines/public')).toEqual([open.id]);
        expect(await idsOf('/api/v1/timelines/public?local=true&x[y]=1')).toEqual([open.id]);
        expect(await idsOf('/api/v1/timelines/public?remote=1')).toEqual([]);
        expect(await idsOf('/api/v1/timelines/public?only_media=true')).toEqual([]);
    });

    test('an answer to somebody else is not in it', async () => {
        const other = await aStatus(db, { by: await anAccount(db) });
        const { token } = await signedIn();
        await post(token, 'Answer', { in_reply_to_id: other.id });
        expect(await idsOf('/api/v1/timelines/public')).toEqual([other.id]);
    });
});

test('a hashtag is found however it is written, and narrowed by any, all and none', async () => {
    const { token } = await signedIn();
    const both = await post(token, '#Café #bread');
    const one = await post(token, '#cafe');
    const tag = '/api/v1/timelines/tag';
    expect(await idsOf(`${tag}/CAFE`)).toEqual([one.id, both.id]);
    expect(await idsOf(`${tag}/${encodeURIComponent('café')}?all[]=Bread`)).toEqual([both.id]);
    expect(await idsOf(`${tag}/cafe?none[]=bread`)).toEqual([one.id]);
    expect(await idsOf(`${tag}/nothing?any[]=bread`)).toEqual([both.id]);
});

test("somebody's posts: without answers, without boosts, 404 for nobody", async () => {
    const { token, account } = await signedIn();
    const other = await aStatus(db, { by: await anAccount(db) });
    const plain = await post(token, 'Plain');
    const answer = await post(token, 'Answer', { in_reply_to_id: other.id });
    const { body: boost } = await ask<Status>('POST', `/api/v1/statuses/${other.id}/reblog`, { token });
    const path = `/api/v1/accounts/${account.id}/statuses`;
    expect(await idsOf(path)).toEqual([boost.id, answer.id, plain.id]);
    expect(await idsOf(`${path}?exclude_replies=true`)).toEqual([boost.id, plain.id]);
    expect(await idsOf(`${path}?exclude_reblogs=true`)).toEqual([answer.id, plain.id]);
    expect((await ask('GET', '/api/v1/accounts/77/statuses')).status).toBe(404);
    expect((await ask('GET', '/api/v1/accounts/x/statuses')).status).toBe(404);
});

test.each([
    ['favourites', 'favourite'],
    ['bookmarks', 'bookmark'],
])('%s page by when they were made, not by the age of the status', async (path, verb) => {
    const { token } = await signedIn();
    const by = await anAccount(db);
    const old = await aStatus(db, { by, at: new Date(1_600_000_000_000) });
    const young = await aStatus(db, { by });
    for (const { id } of [young, old]) await ask('POST', `/api/v1/statuses/${id}/${verb}`, { token });
    const { body, headers } = await ask<Status[]>('GET', `/api/v1/${path}?limit=1`, { token });
    expect(body).toMatchObject([{ id: old.id, [`${verb}d`.replace('kd', 'ked')]: true }]);
    const { next } = parseLinkHeader(headers.get('link') ?? '');
    const { pathname, search } = new URL(next ?? '', 'http://localhost');
    expect(await idsOf(pathname + search, token)).toEqual([young.id]);
});

test("somebody else's list is not found", async () => {
    const { token } = await signedIn();
    const listId = newId();
    await db.insert(lists).values({ id: listId, accountId: (await anAccount(db)).id, title: 'Mine' });
    expect((await ask('GET', `/api/v1/timelines/list/${listId}`, { token })).status).toBe(404);
});

test('guests have no home, no lists, no favourites and no bookmarks', async () => {
    for (const path of [HOME, '/api/v1/timelines/list/1', '/api/v1/favourites', '/api/v1/bookmarks'])
        expect((await ask('GET', path)).status, path).toBe(401);
});

describe('live rooms', () => {
    const listen = (...rooms: string[]) => db.insert(streamRooms).values(rooms.map((room) => ({ room })));
    const heard = async () => {
        const events = await db.query.streamEvents.findMany();
        return events.map(({ room, event, subjectId }) => `${room} ${event} ${subjectId}`).sort();
    };

    test('a post is told to homes, the public rooms and its hashtags; its deletion to the same', async () => {
        const [ana, ben] = [await signedIn(), await signedIn()];
        await followAccount(db, { accountId: ben.account.id }, ana.account.id);
        const home = `user:${ben.account.id}`;
        await listen(home, 'public', 'public:local', 'public:remote', 'hashtag:bread');
        const { id } = await post(ana.token, 'Fresh #Bread');
        const rooms = ['hashtag:bread', 'public', 'public:local', home];
        expect(await heard()).toEqual(rooms.map((room) => `${room} update ${id}`).sort());
        await ask('DELETE', `/api/v1/statuses/${id}`, { token: ana.token });
        await runJobs();
        expect((await heard()).filter((entry) => entry.includes(' delete '))).toEqual(
            rooms.map((room) => `${room} delete ${id}`).sort(),
        );
    });

    test('a direct post is told to those it names alone', async () => {
        const [ana, ben, cleo] = [await signedIn(), await signedIn({ username: 'ben' }), await signedIn()];
        await followAccount(db, { accountId: cleo.account.id }, ana.account.id);
        const [bens, cleos] = [`user:${ben.account.id}`, `user:${cleo.account.id}`];
        await listen(bens, cleos, `direct:${ben.account.id}`, 'public', 'hashtag:secret');
        const { id } = await post(ana.token, '@ben #secret', { visibility: 'direct' });
        const heardUpdates = (await heard()).filter((entry) => entry.endsWith(`update ${id}`));
        expect(heardUpdates).toEqual([`direct:${ben.account.id} update ${id}`, `${bens} update ${id}`]);
    });

    test('a boost taken back is told by its own id; a deleted post also to the readers of its boosts', async () => {
        const [ana, booster, reader] = [await signedIn(), await signedIn(), await signedIn()];
        await followAccount(db, { accountId: reader.account.id }, booster.account.id);
        const { id } = await post(ana.token, 'Hi');
        const room = `user:${reader.account.id}`;
        await listen(room);
        const boost = async () => {
            const { body } = await ask<Status>('POST', `/api/v1/statuses/${id}/reblog`, {
                token: booster.token,
            });
            await runJobs();
            return body.id;
        };
        const first = await boost();
        await ask('POST', `/api/v1/statuses/${id}/unreblog`, { token: booster.token });
        await runJobs();
        const second = await boost();
        await ask('DELETE', `/api/v1/statuses/${id}`, { token: ana.token });
        await runJobs();
        expect(await heard()).toEqual(
            [`update ${first}`, `delete ${first}`, `update ${second}`, `delete ${second}`, `delete ${id}`]
                .map((entry) => `${room} ${entry}`)
                .sort(),
        );
    });
});
