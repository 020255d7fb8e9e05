import { expect, test } from 'vitest';
import type { Account, List } from '$lib/mastodon-api/entities';
import { followAccount, unfollowAccount } from '$lib/server/domain/relationships';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aToken, anAccount } from '../support/factories';

const db = await testDatabase();
const PATH = '/api/v1/lists';

async function signedIn() {
    const account = await anAccount(db);
    return { account, token: await aToken(db, account) };
}

const create = async (token: string, json: object = { title: 'Sea' }) =>
    ask<List>('POST', PATH, { token, json });
const people = async (token: string, id: string, query = '') =>
    (await ask<Account[]>('GET', `${PATH}/${id}/accounts${query}`, { token })).body.map((one) => one.id);

test('a list is made, changed in part, and deleted', async () => {
    const { token } = await signedIn();
    const { body: list } = await create(token);
    expect(list).toEqual({ id: list.id, title: 'Sea', replies_policy: 'list', exclusive: false });
    const changed = await ask<List>('PUT', `${PATH}/${list.id}`, {
        token,
        json: { replies_policy: 'none', exclusive: true },
    });
    expect(changed.body).toEqual({ ...list, replies_policy: 'none', exclusive: true });
    expect((await ask('GET', PATH, { token })).body).toEqual([changed.body]);
    expect((await ask('GET', `${PATH}/${list.id}`, { token })).body).toEqual(changed.body);
    await ask('DELETE', `${PATH}/${list.id}`, { token });
    expect((await ask('GET', PATH, { token })).body).toEqual([]);
});

test('the same request under the same key makes one list, even five at once', async () => {
    const { token } = await signedIn();
    const headers = { 'idempotency-key': 'a list' };
    const make = () => ask<List>('POST', PATH, { token, json: { title: 'Sea' }, headers });
    const made = await Promise.all(Array.from({ length: 5 }, make));
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    expect((await ask<List[]>('GET', PATH, { token })).body).toHaveLength(1);
});

test.each([{}, { title: '  ' }, { title: 'x'.repeat(256) }, { title: 'Sea', replies_policy: 'all' }])(
    '%j makes no list',
    async (json) => {
        const { token } = await signedIn();
        expect(await create(token, json)).toMatchObject({ status: 422 });
    },
);

test('a fifty-first list is refused, even when many are made at once', async () => {
    const { token } = await signedIn();
    const answers = await Promise.all(Array.from({ length: 52 }, () => create(token)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(50);
});

test('takes whom one follows, once, and nobody else; leaving takes them out', async () => {
    const { account, token } = await signedIn();
    const [bob, cyd] = [await anAccount(db), await anAccount(db)];
    await followAccount(db, { accountId: account.id }, bob.id);
    const { id } = (await create(token)).body;
    const add = (...ids: string[]) =>
        ask('POST', `${PATH}/${id}/accounts`, { token, json: { account_ids: ids } });
    expect(await add(bob.id, cyd.id)).toMatchObject({ status: 404 });
    expect(await add('abc')).toMatchObject({ status: 404 });
    expect(await people(token, id)).toEqual([]);
    expect(await add(bob.id)).toMatchObject({ status: 200, body: {} });
    expect(await add(bob.id)).toMatchObject({ status: 422 });
    expect(await people(token, id, '?limit=0')).toEqual([bob.id]);
    const holding = await ask<List[]>('GET', `/api/v1/accounts/${bob.id}/lists`, { token });
    expect(holding.body.map((list) => list.id)).toEqual([id]);
    await unfollowAccount(db, { accountId: account.id }, bob.id);
    expect(await people(token, id)).toEqual([]);
});

test('people are taken out of it, and paged', async () => {
    const { account, token } = await signedIn();
    const { id } = (await create(token)).body;
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
        const one = await anAccount(db);
        await followAccount(db, { accountId: account.id }, one.id);
        ids.unshift(one.id);
    }
    await ask('POST', `${PATH}/${id}/accounts`, { token, json: { account_ids: ids } });
    expect(await people(token, id, '?limit=2')).toEqual(ids.slice(0, 2));
    expect(await people(token, id, `?max_id=${ids[1]}`)).toEqual(ids.slice(2));
    await ask('DELETE', `${PATH}/${id}/accounts?account_ids[]=${ids[0]}`, { token });
    expect(await people(token, id)).toEqual(ids.slice(1));
});

test('somebody else’s list does not exist', async () => {
    const [{ token }, { token: bobs }] = [await signedIn(), await signedIn()];
    const { id } = (await create(token)).body;
    for (const [method, path] of [
        ['GET', `${PATH}/${id}`],
        ['PUT', `${PATH}/${id}`],
        ['DELETE', `${PATH}/${id}`],
        ['GET', `${PATH}/${id}/accounts`],
        ['POST', `${PATH}/${id}/accounts`],
        ['DELETE', `${PATH}/${id}/accounts`],
    ] as const)
        expect(await ask(method, path, { token: bobs })).toMatchObject({ status: 404 });
    expect((await ask<unknown[]>('GET', PATH, { token })).body).toHaveLength(1);
});

test('several accounts are read at once, unknown ones left out', async () => {
    const [ana, bob] = [await anAccount(db), await anAccount(db)];
    const path = `/api/v1/accounts?id[]=${bob.id}&id[]=abc&id[]=1&id[]=${ana.id}`;
    const { body } = await ask<Account[]>('GET', path);
    expect(body.map(({ id }) => id)).toEqual([bob.id, ana.id]);
});
