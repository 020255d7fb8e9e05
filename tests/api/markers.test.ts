import { expect, test } from 'vitest';
import type { Markers } from '$lib/mastodon-api/entities';
import { newId } from '$lib/server/db';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aToken } from '../support/factories';

const db = await testDatabase();
const PATH = '/api/v1/markers';

test('answer only the timelines that were asked for and read before', async () => {
    const token = await aToken(db, await anAccount(db));
    const id = newId();
    expect((await ask('GET', `${PATH}?timeline[]=home`, { token })).body).toEqual({});
    const saved = await ask<Markers>('POST', PATH, { token, form: { 'home[last_read_id]': id } });
    expect(saved.body).toEqual({ home: { last_read_id: id, version: 1, updated_at: expect.any(String) } });
    const path = `${PATH}?timeline[]=home&timeline[]=notifications&timeline[]=else`;
    expect((await ask<Markers>('GET', path, { token })).body).toEqual(saved.body);
    expect((await ask('GET', PATH, { token })).body).toEqual({});
});

test('an id that a client sends as a number is taken digit by digit', async () => {
    const token = await aToken(db, await anAccount(db));
    const body = '{"home":{"last_read_id":117664879747353802}}';
    const headers = { 'Content-Type': 'application/json' };
    const saved = await ask<Markers>('POST', PATH, { token, body, headers });
    expect(saved.body.home?.last_read_id).toBe('117664879747353802');
});

test('move forward only: a device that is behind changes nothing, and the version tells', async () => {
    const token = await aToken(db, await anAccount(db));
    const [older, newer] = [newId(), newId()];
    const save = async (id: string) =>
        (await ask<Markers>('POST', PATH, { token, json: { home: { last_read_id: id } } })).body.home;
    expect(await save(newer)).toMatchObject({ last_read_id: newer, version: 1 });
    expect(await save(older)).toMatchObject({ last_read_id: newer, version: 1 });
    expect(await save(newId())).toMatchObject({ version: 2 });
});

test('two devices at the same moment both succeed, and the further one counts', async () => {
    const token = await aToken(db, await anAccount(db));
    const ids = Array.from({ length: 8 }, () => newId());
    const answers = await Promise.all(
        ids.map((id) => ask('POST', PATH, { token, json: { notifications: { last_read_id: id } } })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { body } = await ask<Markers>('GET', `${PATH}?timeline[]=notifications`, { token });
    expect(body.notifications?.last_read_id).toBe(ids.at(-1));
});

test.each([
    { home: { last_read_id: 'abc' } },
    { home: { last_read_id: '9223372036854775808' } },
    { home: 'x' },
])('what is no place is refused: %j', async (json) => {
    const token = await aToken(db, await anAccount(db));
    expect(await ask('POST', PATH, { token, json })).toMatchObject({ status: 422 });
});

test('another member’s markers are not touched', async () => {
    const [ana, bob] = [await aToken(db, await anAccount(db)), await aToken(db, await anAccount(db))];
    await ask('POST', PATH, { token: ana, json: { home: { last_read_id: newId() } } });
    expect((await ask('GET', `${PATH}?timeline[]=home`, { token: bob })).body).toEqual({});
});
