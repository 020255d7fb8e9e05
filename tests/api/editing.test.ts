import { describe, expect, test } from 'vitest';
import type { Notification, Status, StatusEdit, StatusSource } from '$lib/mastodon-api/entities';
import { newId } from '$lib/server/db';
import { follows, mediaAttachments } from '$lib/server/db/schema';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aStatus, aToken } from '../support/factories';

const db = await testDatabase();

async function signedIn(given = {}) {
    const account = await anAccount(db, given);
    return { account, token: await aToken(db, account) };
}
async function post(token: string, json: object) {
    const { status, body } = await ask<Status>('POST', '/api/v1/statuses', { token, json });
    expect(status).toBe(200);
    return body;
}
const edit = (token: string, id: string, json: object) =>
    ask<Status & { error?: string }>('PUT', `/api/v1/statuses/${id}`, { token, json });
const historyOf = async (id: string, token?: string) =>
    (await ask<StatusEdit[]>('GET', `/api/v1/statuses/${id}/history`, { token })).body;
const toldTo = async (token: string) => {
    await runJobs();
    return (await ask<Notification[]>('GET', '/api/v1/notifications', { token })).body;
};
async function aPicture(accountId: string, description: string | null = null) {
    const id = newId();
    await db
        .insert(mediaAttachments)
        .values({ id, accountId, type: 'image', key: `${id}.webp`, description });
    return id;
}

describe('15: editing is full replacement', () => {
    test('what is left out is taken away; audience and what it answers stay', async () => {
        const { token, account } = await signedIn();
        const root = await aStatus(db, { by: await anAccount(db) });
        const media_ids = [await aPicture(account.id)];
        const made = await post(token, {
            status: 'Before',
            spoiler_text: 'Food',
            visibility: 'unlisted',
            in_reply_to_id: root.id,
            media_ids,
        });
        const { status, body } = await edit(token, made.id, { status: 'After', visibility: 'public' });
        expect(status).toBe(200);
        expect(body).toMatchObject({
            id: made.id,
            content: '<p>After</p>',
            spoiler_text: '',
            sensitive: false,
            media_attachments: [],
            visibility: 'unlisted',
            in_reply_to_id: root.id,
            created_at: made.created_at,
            edited_at: expect.any(String),
        });
        expect((await edit(token, made.id, { media_ids })).body).toMatchObject({
            content: '',
            media_attachments: [{ id: media_ids[0] }],
        });
        expect((await edit(token, made.id, { spoiler_text: 'Words' })).body).toMatchObject({
            content: '<p>Words</p>',
            spoiler_text: '',
        });
    });

    test('alternative texts and focal points change through media_attributes, in JSON and in forms', async () => {
        const { token, account } = await signedIn();
        const [a, b] = [await aPicture(account.id), await aPicture(account.id)];
        const made = await post(token, { status: 'Look', media_ids: [a, b] });
        const media_attributes = [{ id: a, description: 'A cat', focus: '-0.5,0.25' }];
        const first = await edit(token, made.id, { status: 'Look', media_ids: [a, b], media_attributes });
        expect(first.body.media_attachments).toMatchObject([
            { id: a, description: 'A cat', meta: { focus: { x: -0.5, y: 0.25 } } },
            { id: b, description: null },
        ]);
        const second = await ask<Status>('PUT', `/api/v1/statuses/${made.id}`, {
            token,
            form: [
                ['status', 'Look'],
                ['media_ids[]', b],
                ['media_ids[]', a],
                ['media_attributes[][id]', a],
                ['media_attributes[][description]', ''],
                ['media_attributes[][id]', b],
                ['media_attributes[][description]', 'A dog'],
            ],
        });
        expect(second.body.media_attachments).toMatchObject([
            { id: b, description: 'A dog' },
            { id: a, description: null, meta: { focus: { x: -0.5, y: 0.25 } } },
        ]);
    });

    test('an edit that changes nothing leaves no history and no date', async () => {
        const { token } = await signedIn();
        const made = await post(token, { status: 'Same', spoiler_text: 'CW' });
        const { body } = await edit(token, made.id, { status: 'Same', spoiler_text: 'CW' });
        expect(body.edited_at).toBeNull();
        expect(await historyOf(made.id)).toHaveLength(1);
    });

    test.each([
        ['nothing', {}],
        ['blank text', { status: ' ' }],
        ['too much', { status: 'x'.repeat(501) }],
        ['media that are not there', { status: 'Hi', media_ids: ['1'] }],
        ['media ids that are none', { status: 'Hi', media_ids: ['x'] }],
        ['a list of texts as media_attributes', { status: 'Hi', media_attributes: ['x'] }],
        ['a focus that is none', { status: 'Hi', media_attributes: [{ id: '1', focus: '1;1' }] }],
        ['a focus outside', { status: 'Hi', media_attributes: [{ id: '1', focus: '2,0' }] }],
    ])('%s is refused with 422', async (_, json) => {
        const { token } = await signedIn();
        const made = await post(token, { status: 'Before' });
        const { status, body } = await edit(token, made.id, json);
        expect(status).toBe(422);
        expect(body.error).toBeTypeOf('string');
        expect(await historyOf(made.id)).toHaveLength(1);
    });

    test("a description that is too long is refused, and somebody else's post is 404", async () => {
        const { token, account } = await signedIn();
        const a = await aPicture(account.id);
        const made = await post(token, { status: 'Look', media_ids: [a] });
        const media_attributes = [{ id: a, description: 'x'.repeat(10_001) }];
        const json = { status: 'Look', media_ids: [a], media_attributes };
        const { status, body } = await edit(token, made.id, json);
        expect([status, body.error]).toEqual([422, expect.stringContaining('Description is too long')]);
        const other = await aStatus(db, { by: await anAccount(db) });
        for (const id of [other.id, '12', 'abc'])
            expect((await edit(token, id, { status: 'Mine' })).status).toBe(404);
    });
});

describe('16: the history', () => {
    test('has the original first and the present last, each as it was, with its author', async () => {
        const { token, account } = await signedIn();
        const picture = await aPicture(account.id, 'A cat');
        const made = await post(token, { status: 'One', spoiler_text: 'CW', media_ids: [picture] });
        expect(await historyOf(made.id)).toHaveLength(1);
        await edit(token, made.id, { status: 'Two', sensitive: true });
        await edit(token, made.id, { status: 'Three' });
        const history = await historyOf(made.id);
        expect(history).toMatchObject([
            {
                content: '<p>One</p>',
                spoiler_text: 'CW',
                sensitive: true,
                created_at: made.created_at,
                account: { id: account.id },
                media_attachments: [{ id: picture, description: 'A cat' }],
            },
            { content: '<p>Two</p>', spoiler_text: '', sensitive: true, media_attachments: [] },
            { content: '<p>Three</p>', sensitive: false },
        ]);
        const dates = history.map(({ created_at }) => created_at);
        expect(dates).toEqual(dates.toSorted());
    });

    test('boosters are told of every edit and see the last; the bell does not ring again', async () => {
        const author = await signedIn();
        const [booster, listener] = [await signedIn(), await signedIn()];
        await db.insert(follows).values({
            id: newId(),
            accountId: listener.account.id,
            targetId: author.account.id,
            notify: true,
        });
        const made = await post(author.token, { status: 'One' });
        await ask('POST', `/api/v1/statuses/${made.id}/reblog`, { token: booster.token, json: {} });
        await runJobs();
        await edit(author.token, made.id, { status: 'Two' });
        const [first] = await toldTo(booster.token);
        expect(first).toMatchObject({ type: 'update', status: { id: made.id, content: '<p>Two</p>' } });
        await edit(author.token, made.id, { status: 'Three' });
        const after = await toldTo(booster.token);
        expect(after).toMatchObject([{ type: 'update', status: { content: '<p>Three</p>' } }]);
        expect(after[0]?.id).not.toBe(first?.id);
        expect((await toldTo(listener.token)).map(({ type }) => type)).toEqual(['status']);
    });
});

test('11: who is edited out of a post still sees it and is not told again; who is edited in is told', async () => {
    const author = await signedIn();
    const ben = await signedIn({ username: 'ben' });
    const cleo = await signedIn({ username: 'cleo' });
    for (const { account } of [ben, cleo])
        await db.insert(follows).values({ id: newId(), accountId: account.id, targetId: author.account.id });
    const made = await post(author.token, { status: '@ben hello', visibility: 'direct' });
    expect((await toldTo(ben.token)).map(({ type }) => type)).toEqual(['mention']);
    const { body } = await edit(author.token, made.id, { status: '@cleo hello' });
    expect(body.mentions.map(({ username }) => username)).toEqual(['cleo']);
    expect((await toldTo(ben.token)).map(({ type }) => type)).toEqual(['mention']);
    expect((await toldTo(cleo.token)).map(({ type }) => type)).toEqual(['mention']);
    const path = `/api/v1/statuses/${made.id}`;
    expect((await ask('GET', path, { token: ben.token })).status).toBe(200);
    const seen = await ask<object[]>('GET', '/api/v1/conversations', { token: cleo.token });
    expect(seen.body).toHaveLength(1);
});

test('17: the source of an edited post is what was typed last', async () => {
    const { token } = await signedIn();
    const made = await post(token, { status: 'Fish & chips' });
    await edit(token, made.id, { status: 'Fish & <chips>', spoiler_text: 'Food' });
    const { body } = await ask<StatusSource>('GET', `/api/v1/statuses/${made.id}/source`, { token });
    expect(body).toEqual({
        id: made.id,
        text: 'Fish & <chips>',
        spoiler_text: 'Food',
        content_type: 'text/plain',
    });
});
