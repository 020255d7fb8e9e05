import { describe, expect, test } from 'vitest';
import type { Account, Context, Instance, Status, StatusEdit } from '$lib/mastodon-api/entities';
import { parseLinkHeader } from '$lib/mastodon-api/link-header';
import { newId } from '$lib/server/db';
import { follows, mediaAttachments, statusEdits } from '$lib/server/db/schema';
import { runJobs } from '$lib/server/jobs';
import { newKey } from '$lib/server/storage';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aStatus, aToken } from '../support/factories';

const db = await testDatabase();

async function signedIn(given = {}) {
    const account = await anAccount(db, given);
    return { account, token: await aToken(db, account) };
}
const post = async (token: string, json: object, headers = {}) =>
    ask<Status & { error?: string }>('POST', '/api/v1/statuses', { token, json, headers });
const act = (token: string, id: string, verb: string, json: object = {}) =>
    ask<Status>('POST', `/api/v1/statuses/${id}/${verb}`, { token, json });

describe('posting', () => {
    test('answers with the status as its author sees it', async () => {
        const { token, account } = await signedIn({ username: 'ana' });
        const { status, body } = await post(token, {
            status: 'Hello #World',
            spoiler_text: 'Greetings',
            visibility: 'unlisted',
            language: 'en',
        });
        expect(status).toBe(200);
        expect(body).toMatchObject({
            account: { id: account.id, acct: 'ana', statuses_count: 1 },
            visibility: 'unlisted',
            spoiler_text: 'Greetings',
            sensitive: true,
            language: 'en',
            tags: [{ name: 'world' }],
            application: { name: 'A test app' },
            reblog: null,
            favourited: false,
            pinned: false,
            in_reply_to_id: null,
        });
        expect(body.content).toContain('class="mention hashtag"');
    });

    test('reads forms as it reads JSON', async () => {
        const { token } = await signedIn();
        const { body } = await ask<Status>('POST', '/api/v1/statuses', {
            token,
            form: { status: 'From a form', sensitive: 'true', visibility: 'private' },
        });
        expect(body).toMatchObject({ sensitive: true, visibility: 'private' });
    });

    test('what was sent under a key is withdrawn, before and after it arrives; what comes late is refused', async () => {
        const { token } = await signedIn();
        const withdraw = (key: string, by = token) =>
            ask('DELETE', `/api/atoll/v1/submissions/${key}`, { token: by });
        const { body } = await post(token, { status: 'On second thoughts' }, { 'Idempotency-Key': 'a' });
        await withdraw('a', (await signedIn()).token);
        expect(await ask('GET', `/api/v1/statuses/${body.id}`, { token })).toMatchObject({ status: 200 });
        for (const key of ['a', 'a', 'b']) expect(await withdraw(key)).toMatchObject({ status: 200 });
        expect(await ask('GET', `/api/v1/statuses/${body.id}`, { token })).toMatchObject({ status: 404 });
        for (const key of ['a', 'b'])
            expect(
                await post(token, { status: 'On second thoughts' }, { 'Idempotency-Key': key }),
            ).toMatchObject({ status: 422 });
    });

    test('the same Idempotency-Key gives the same status with 200, another body 422', async () => {
        const { token } = await signedIn();
        const headers = { 'Idempotency-Key': 'once' };
        const first = await post(token, { status: 'Once' }, headers);
        const again = await post(token, { status: 'Once' }, headers);
        expect([again.status, again.body.id]).toEqual([200, first.body.id]);
        expect((await post(token, { status: 'Twice' }, headers)).status).toBe(422);
    });

    test.each([
        ['nothing', {}],
        ['blank text', { status: '  ' }],
        ['too much', { status: 'x'.repeat(501) }],
        ['an audience that does not exist', { status: 'Hi', visibility: 'everyone' }],
        ['a text that is none', { status: { a: 1 } }],
        ['NUL', { status: 'a\0b' }],
        ['media that are not there', { status: 'Hi', media_ids: ['1'] }],
        ['media ids that are none', { status: 'Hi', media_ids: ['x'] }],
    ])('refuses %s with 422', async (_, json) => {
        const { token } = await signedIn();
        const { status, body } = await post(token, json);
        expect(status).toBe(422);
        expect(body.error).toBeTypeOf('string');
        expect(await db.query.statuses.findMany()).toEqual([]);
    });

    test('a reply to what may not be seen, or is not there, is 404 alike', async () => {
        const { token } = await signedIn();
        const hidden = await aStatus(db, { by: await anAccount(db), visibility: 'direct' });
        const answers = [];
        for (const in_reply_to_id of [hidden.id, '99', 'abc'])
            answers.push(await post(token, { status: 'Hi', in_reply_to_id }));
        expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
        expect(new Set(answers.map(({ body }) => body.error)).size).toBe(1);
    });
});

describe('posting, in what servers of this kind add', () => {
    test('Markdown is read as such, announced, and edited as such', async () => {
        const { token } = await signedIn();
        const { body } = await post(token, { status: '**Hi** #tag', content_type: 'text/markdown' });
        expect(body.content).toContain('<p><strong>Hi</strong> <a');
        expect(body.tags).toMatchObject([{ name: 'tag' }]);
        const path = `/api/v1/statuses/${body.id}`;
        const source = await ask('GET', `${path}/source`, { token });
        expect(source.body).toMatchObject({ text: '**Hi** #tag', content_type: 'text/markdown' });
        const edited = await ask<Status>('PUT', path, { token, json: { status: '*Ho*' } });
        expect(edited.body.content).toBe('<p><em>Ho</em></p>');
        const plain = { status: '*Ho*', content_type: 'text/plain' };
        expect((await ask<Status>('PUT', path, { token, json: plain })).body.content).toBe('<p>*Ho*</p>');
        expect((await post(token, { status: 'Hi', content_type: 'text/html' })).status).toBe(422);
        const instance = await ask<Instance>('GET', '/api/v2/instance');
        expect(instance.body.configuration.statuses.supported_mime_types).toContain('text/markdown');
    });

    test('what is for the community alone, and what answers it, is shown to no guest', async () => {
        const { token } = await signedIn();
        const { body } = await post(token, { status: 'Among us', local_only: true });
        const { body: reply } = await post(token, { status: 'Yes', in_reply_to_id: body.id });
        for (const { id } of [body, reply]) {
            const path = `/api/v1/statuses/${id}`;
            expect((await ask<Status>('GET', path, { token })).body.local_only).toBe(true);
            expect((await ask('GET', path, { token: (await signedIn()).token })).status).toBe(200);
            expect((await ask('GET', path)).status).toBe(404);
        }
    });
});

test('11: people whom the author did not allow stop the post, and the answer says who they are', async () => {
    const { token } = await signedIn();
    const [ben, cleo] = [await anAccount(db, { username: 'ben' }), await anAccount(db, { username: 'cleo' })];
    const json = { status: '@ben @cleo hi', allowed_mentions: [ben.id] };
    const { status, body } = await ask<{ error: string; unexpected_accounts: Account[] }>(
        'POST',
        '/api/v1/statuses',
        { token, json },
    );
    expect(status).toBe(422);
    expect(body.unexpected_accounts).toMatchObject([{ id: cleo.id, acct: 'cleo' }]);
    expect(await db.query.statuses.findMany()).toEqual([]);
    expect((await post(token, { ...json, allowed_mentions: [cleo.id, ben.id] })).status).toBe(200);
    expect((await post(token, { ...json, allowed_mentions: [] })).status).toBe(422);
});

describe('one status', () => {
    test('is 404 for those who may not see it, and for everybody where it does not exist', async () => {
        const hidden = await aStatus(db, { by: await anAccount(db), visibility: 'private' });
        const { token } = await signedIn();
        const answers = [
            await ask('GET', `/api/v1/statuses/${hidden.id}`, { token }),
            await ask('GET', `/api/v1/statuses/${hidden.id}`),
            await ask('GET', '/api/v1/statuses/123', { token }),
            await ask('GET', '/api/v1/statuses/99999999999999999999', { token }),
        ];
        for (const answer of answers)
            expect(answer).toMatchObject({ status: 404, body: { error: 'Record not found' } });
    });

    test('several are asked for at once, in the order asked', async () => {
        const by = await anAccount(db);
        const [a, b] = [await aStatus(db, { by }), await aStatus(db, { by })];
        const { body } = await ask<Status[]>(
            'GET',
            `/api/v1/statuses?id[]=${b.id}&id[]=${a.id}&id[]=7&id[]=x`,
        );
        expect(body.map(({ id }) => id)).toEqual([b.id, a.id]);
    });
});

test('the source of an own status is what was typed; nobody else reads it', async () => {
    const { token } = await signedIn();
    const { body: made } = await post(token, { status: 'Fish & chips', spoiler_text: 'Food' });
    const source = `/api/v1/statuses/${made.id}/source`;
    expect((await ask('GET', source, { token })).body).toEqual({
        id: made.id,
        text: 'Fish & chips',
        spoiler_text: 'Food',
        content_type: 'text/plain',
    });
    expect((await ask('GET', source, { token: (await signedIn()).token })).status).toBe(404);
    expect((await ask('GET', source)).status).toBe(401);
});

test('the history begins with the original and ends with the present, and is hidden with its status', async () => {
    const by = await anAccount(db);
    const edited = await aStatus(db, { by, text: 'Now', editedAt: new Date() });
    await db.insert(statusEdits).values({
        id: newId(),
        statusId: edited.id,
        contentHtml: '<p>Before</p>',
        contentWarning: '',
        sensitive: false,
        createdAt: edited.createdAt,
    });
    const history = await ask<StatusEdit[]>('GET', `/api/v1/statuses/${edited.id}/history`);
    expect(history.body.map(({ content }) => content)).toEqual(['<p>Before</p>', '<p>Now</p>']);
    const plain = await aStatus(db, { by });
    expect((await ask<StatusEdit[]>('GET', `/api/v1/statuses/${plain.id}/history`)).body).toHaveLength(1);
    const hidden = await aStatus(db, { by, visibility: 'private' });
    expect((await ask('GET', `/api/v1/statuses/${hidden.id}/history`)).status).toBe(404);
});

describe('deleting', () => {
    test('answers with the source text and real media, which can then be attached again', async () => {
        const { token, account } = await signedIn();
        const mediaId = newId();
        await db.insert(mediaAttachments).values({
            id: mediaId,
            accountId: account.id,
            type: 'image',
            key: newKey('attachments', 'webp'),
        });
        const { body: made } = await post(token, { status: 'Typo & all', media_ids: [mediaId] });
        const { status, body } = await ask<Status>('DELETE', `/api/v1/statuses/${made.id}`, { token });
        expect(status).toBe(200);
        expect(body).toMatchObject({ id: made.id, text: 'Typo & all', media_attachments: [{ id: mediaId }] });
        expect((await ask('GET', `/api/v1/statuses/${made.id}`, { token })).status).toBe(404);
        expect((await ask('DELETE', `/api/v1/statuses/${made.id}`, { token })).status).toBe(404);
        expect((await post(token, { status: 'Without typo', media_ids: [mediaId] })).status).toBe(200);
    });

    test('with delete_media takes the media along', async () => {
        const { token, account } = await signedIn();
        const mediaId = newId();
        await db.insert(mediaAttachments).values({ id: mediaId, accountId: account.id, type: 'image' });
        const { body: made } = await post(token, { status: 'Hi', media_ids: [mediaId] });
        await ask('DELETE', `/api/v1/statuses/${made.id}?delete_media=true`, { token });
        expect(await db.query.mediaAttachments.findMany()).toEqual([]);
    });

    test("somebody else's is 404", async () => {
        const status = await aStatus(db, { by: await anAccount(db) });
        const { token } = await signedIn();
        expect((await ask('DELETE', `/api/v1/statuses/${status.id}`, { token })).status).toBe(404);
    });
});

describe('acts', () => {
    test('a boost is a wrapper with an id of its own; again gives the same; taking it back gives the original', async () => {
        const original = await aStatus(db, { by: await anAccount(db) });
        const { token } = await signedIn();
        const first = await act(token, original.id, 'reblog');
        const again = await act(token, first.body.id, 'reblog');
        expect(first.body.id).not.toBe(original.id);
        expect(first.body).toMatchObject({ content: '', reblogged: true });
        expect(first.body.reblog).toMatchObject({ id: original.id, reblogged: true, reblogs_count: 1 });
        expect(again.body.id).toBe(first.body.id);
        const undone = await act(token, first.body.id, 'unreblog');
        expect(undone.body).toMatchObject({ id: original.id, reblogged: false, reblogs_count: 0 });
    });

    test('a boost of one’s own post is taken back by the id of the post too, and the post stays', async () => {
        const { account, token } = await signedIn();
        const original = await aStatus(db, { by: account });
        await act(token, original.id, 'reblog');
        const undone = await act(token, original.id, 'unreblog');
        expect(undone.body).toMatchObject({ id: original.id, reblogged: false, reblogs_count: 0 });
    });

    test('liking and keeping answer with the original, flags and counts already changed', async () => {
        const original = await aStatus(db, { by: await anAccount(db) });
        const { token } = await signedIn();
        const { body: boost } = await act(token, original.id, 'reblog');
        const seen = { id: original.id, favourited: true, favourites_count: 1 };
        expect((await act(token, boost.id, 'favourite')).body).toMatchObject(seen);
        expect((await act(token, original.id, 'favourite')).body).toMatchObject(seen);
        expect((await act(token, original.id, 'bookmark')).body).toMatchObject({ bookmarked: true });
        expect((await act(token, original.id, 'mute')).body).toMatchObject({ muted: true });
        expect((await act(token, original.id, 'unmute')).body).toMatchObject({ muted: false });
        expect((await act(token, original.id, 'unbookmark')).body).toMatchObject({ bookmarked: false });
        expect((await act(token, original.id, 'unfavourite')).body).toMatchObject({
            id: original.id,
            favourited: false,
            favourites_count: 0,
        });
    });

    test('an own status goes on top of the profile and comes down again', async () => {
        const { token, account } = await signedIn();
        const { body: made } = await post(token, { status: 'On top' });
        expect((await act(token, made.id, 'pin')).body.pinned).toBe(true);
        const pinned = `/api/v1/accounts/${account.id}/statuses?pinned=true`;
        expect((await ask<Status[]>('GET', pinned)).body).toHaveLength(1);
        expect((await act(token, made.id, 'unpin')).body.pinned).toBe(false);
        expect((await ask<Status[]>('GET', pinned)).body).toEqual([]);
        const other = await aStatus(db, { by: await anAccount(db) });
        expect((await act(token, other.id, 'pin')).status).toBe(404);
    });

    test("somebody else's followers-only status is not boosted by a follower", async () => {
        const author = await anAccount(db);
        const hidden = await aStatus(db, { by: author, visibility: 'private' });
        const { token, account } = await signedIn();
        expect((await act(token, hidden.id, 'reblog')).status).toBe(404);
        await db.insert(follows).values({ id: newId(), accountId: account.id, targetId: author.id });
        expect((await act(token, hidden.id, 'reblog')).status).toBe(422);
    });
});

describe('what stands around a status', () => {
    test('the thread: what it answers, oldest first, and what answers it; empty where there is nothing', async () => {
        const { token } = await signedIn();
        const { body: root } = await post(token, { status: 'One' });
        const { body: middle } = await post(token, { status: 'Two', in_reply_to_id: root.id });
        const { body: leaf } = await post(token, { status: 'Three', in_reply_to_id: middle.id });
        const context = await ask<Context>('GET', `/api/v1/statuses/${middle.id}/context`);
        expect(context.body.ancestors.map(({ id }) => id)).toEqual([root.id]);
        expect(context.body.descendants.map(({ id }) => id)).toEqual([leaf.id]);
        const alone = await aStatus(db, { by: await anAccount(db), inReplyToUri: 'https://far.test/1' });
        expect((await ask('GET', `/api/v1/statuses/${alone.id}/context`)).body).toEqual({
            ancestors: [],
            descendants: [],
        });
    });

    test.each([
        ['favourited_by', 'favourite'],
        ['reblogged_by', 'reblog'],
    ])('%s lists people, the latest first, paged by rows of its own', async (path, verb) => {
        const original = await aStatus(db, { by: await anAccount(db) });
        const people: string[] = [];
        for (let i = 0; i < 3; i++) {
            const { token, account } = await signedIn();
            await act(token, original.id, verb);
            people.unshift(account.id);
        }
        const address = `/api/v1/statuses/${original.id}/${path}?limit=2`;
        const first = await ask<Account[]>('GET', address);
        expect(first.body.map(({ id }) => id)).toEqual(people.slice(0, 2));
        const { next } = parseLinkHeader(first.headers.get('link') ?? '');
        const { pathname, search } = new URL(next ?? '', 'http://localhost');
        const second = await ask<Account[]>('GET', pathname + search);
        expect(second.body.map(({ id }) => id)).toEqual(people.slice(2));
    });
});

test('every act refuses guests with 401 and tokens without the scope with 403', async () => {
    const account = await anAccount(db);
    const own = await aStatus(db, { by: account });
    const readOnly = await aToken(db, account, ['read']);
    const acts = 'favourite unfavourite bookmark unbookmark reblog unreblog pin unpin mute unmute'.split(' ');
    const calls = [
        ['POST', '/api/v1/statuses'],
        ['DELETE', `/api/v1/statuses/${own.id}`],
        ...acts.map((verb) => ['POST', `/api/v1/statuses/${own.id}/${verb}`]),
    ] as ['POST' | 'DELETE', string][];
    for (const [method, path] of calls) {
        expect((await ask(method, path, { json: { status: 'x' } })).status, path).toBe(401);
        expect((await ask(method, path, { json: { status: 'x' }, token: readOnly })).status, path).toBe(403);
    }
    await runJobs();
    expect(await db.query.statuses.findMany()).toHaveLength(1);
});
