import { expect, test } from 'vitest';
import type {
    Context,
    Filter,
    FilterKeyword,
    FilterStatus,
    Status,
    V1Filter,
} from '$lib/mastodon-api/entities';
import { eq } from 'drizzle-orm';
import { filters, mediaAttachments, polls, statuses } from '$lib/server/db/schema';
import { newId } from '$lib/server/db';
import { boostStatus } from '$lib/server/domain/statuses';
import { presentStatus } from '$lib/server/serializers';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aStatus, aToken, anAccount } from '../support/factories';

const db = await testDatabase();
const V2 = '/api/v2/filters';
const V1 = '/api/v1/filters';

async function signedIn() {
    const account = await anAccount(db);
    return { account, token: await aToken(db, account) };
}

const make = (token: string, json: object = {}) =>
    ask<Filter>('POST', V2, { token, json: { title: 'Fish', context: ['home'], ...json } });
const withKeyword = (token: string, keyword: string, json: object = {}) =>
    make(token, { keywords_attributes: [{ keyword, whole_word: true }], ...json });
const read = (token: string, id: string) => ask<Status>('GET', `/api/v1/statuses/${id}`, { token });
const filteredBy = async (token: string, id: string) =>
    (await read(token, id)).body.filtered?.map(({ filter }) => filter.title);

test('a filter is made with its keywords, changed in part, and deleted', async () => {
    const { token } = await signedIn();
    const { body: made } = await make(token, {
        context: ['thread', 'home'],
        filter_action: 'hide',
        expires_in: 3600,
        keywords_attributes: [{ keyword: ' carp ', whole_word: false }, { keyword: 'pike' }],
    });
    expect(made).toMatchObject({
        title: 'Fish',
        context: ['home', 'thread'],
        filter_action: 'hide',
        keywords: [
            { keyword: 'carp', whole_word: false },
            { keyword: 'pike', whole_word: true },
        ],
        statuses: [],
    });
    expect(Date.parse(made.expires_at!)).toBeGreaterThan(Date.now() + 3_500_000);
    const [carp, pike] = made.keywords!;
    const { body: changed } = await ask<Filter>('PUT', `${V2}/${made.id}`, {
        token,
        json: {
            expires_in: '',
            filter_action: 'blur',
            keywords_attributes: [
                { id: carp!.id, keyword: 'tench' },
                { id: pike!.id, _destroy: true },
                { keyword: 'eel', whole_word: false },
            ],
        },
    });
    expect(changed).toMatchObject({
        title: 'Fish',
        context: ['home', 'thread'],
        expires_at: null,
        filter_action: 'blur',
        keywords: [
            { id: carp!.id, keyword: 'tench', whole_word: false },
            { keyword: 'eel', whole_word: false },
        ],
    });
    expect((await ask('GET', V2, { token })).body).toEqual([changed]);
    expect((await ask('GET', `${V2}/${made.id}`, { token })).body).toEqual(changed);
    expect(await ask('DELETE', `${V2}/${made.id}`, { token })).toMatchObject({ status: 200, body: {} });
    expect((await ask('GET', V2, { token })).body).toEqual([]);
});

test('the same request under the same key makes one filter', async () => {
    const { token } = await signedIn();
    const json = { title: 'Fish', context: ['home'], keywords_attributes: [{ keyword: 'cod' }] };
    const send = () => ask<Filter>('POST', V2, { token, json, headers: { 'idempotency-key': 'a filter' } });
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect((await ask<Filter[]>('GET', V2, { token })).body).toEqual([first.body]);
});

test('a form says the same as JSON, one name after the other', async () => {
    const { token } = await signedIn();
    const { body } = await ask<Filter>('POST', V2, {
        token,
        form: [
            ['title', 'Fish'],
            ['context[]', 'home'],
            ['context[]', 'public'],
            ['keywords_attributes[][keyword]', 'carp'],
            ['keywords_attributes[][whole_word]', 'false'],
            ['keywords_attributes[][keyword]', 'pike'],
            ['keywords_attributes[][whole_word]', 'true'],
        ],
    });
    expect(body.context).toEqual(['home', 'public']);
    expect(body.keywords).toMatchObject([
        { keyword: 'carp', whole_word: false },
        { keyword: 'pike', whole_word: true },
    ]);
});

test.each([
    ['an empty title', { title: ' ' }, /Title/],
    ['a title too long', { title: 'x'.repeat(257) }, /Title/],
    ['no context', { context: [] }, /Context/],
    ['an unknown context', { context: ['home', 'kitchen'] }, /Context/],
    ['an unknown action', { filter_action: 'burn' }, /Action/],
    ['an empty keyword', { keywords_attributes: [{ keyword: '  ' }] }, /Keyword/],
    ['a keyword too long', { keywords_attributes: [{ keyword: 'x'.repeat(513) }] }, /Keyword/],
    ['501 keywords', { keywords_attributes: Array(501).fill({ keyword: 'x' }) }, /500 keywords/],
    ['an end that is no number', { expires_in: 'soon' }, /expires_in/],
])('%s makes no filter, and says why', async (_, json, reason) => {
    const { token } = await signedIn();
    const answer = await make(token, json);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ error: expect.stringMatching(reason) });
    expect((await ask('GET', V2, { token })).body).toEqual([]);
});

test('a hundred and first filter is refused, even when many are made at once', async () => {
    const { account, token } = await signedIn();
    await db.insert(filters).values(
        Array.from({ length: 98 }, () => ({
            id: newId(),
            accountId: account.id,
            title: 'x',
            context: ['home'],
        })),
    );
    const answers = await Promise.all(Array.from({ length: 4 }, () => make(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 422, 422]);
});

test('keywords are resources of their own', async () => {
    const { token } = await signedIn();
    const { id } = (await make(token)).body;
    const { body: added } = await ask<FilterKeyword>('POST', `${V2}/${id}/keywords`, {
        token,
        json: { keyword: 'carp', whole_word: false },
    });
    expect(added).toEqual({ id: added.id, keyword: 'carp', whole_word: false });
    expect((await ask('GET', `${V2}/${id}/keywords`, { token })).body).toEqual([added]);
    const path = `${V2}/keywords/${added.id}`;
    expect((await ask('GET', path, { token })).body).toEqual(added);
    expect((await ask('PUT', path, { token, json: { keyword: 'pike' } })).body).toEqual({
        ...added,
        keyword: 'pike',
    });
    expect(await ask('PUT', path, { token, json: { keyword: '' } })).toMatchObject({ status: 200 });
    expect(await ask('POST', `${V2}/${id}/keywords`, { token, json: {} })).toMatchObject({ status: 422 });
    expect(await ask('DELETE', path, { token })).toMatchObject({ status: 200, body: {} });
    expect(await ask('GET', path, { token })).toMatchObject({ status: 404 });
});

test('a filter names statuses by themselves, each once, of those its owner can see', async () => {
    const [{ token }, bob] = [await signedIn(), await anAccount(db)];
    const { id } = (await make(token)).body;
    const post = await aStatus(db, { by: bob, text: 'nothing of note' });
    const secret = await aStatus(db, { by: bob, visibility: 'private' });
    const add = (statusId: string) =>
        ask<FilterStatus>('POST', `${V2}/${id}/statuses`, { token, json: { status_id: statusId } });
    const { body: added } = await add(post.id);
    expect(added).toEqual({ id: added.id, status_id: post.id });
    expect((await add(post.id)).body).toEqual(added);
    for (const hidden of [secret.id, '1', 'abc', '']) expect((await add(hidden)).status).toBe(404);
    expect((await ask('GET', `${V2}/${id}/statuses`, { token })).body).toEqual([added]);
    expect((await read(token, post.id)).body.filtered).toMatchObject([
        { filter: { id }, keyword_matches: null, status_matches: [post.id] },
    ]);
    const path = `${V2}/statuses/${added.id}`;
    expect((await ask('GET', path, { token })).body).toEqual(added);
    expect((await ask('DELETE', path, { token })).status).toBe(200);
    expect(await ask('GET', path, { token })).toMatchObject({ status: 404 });
    expect((await read(token, post.id)).body.filtered).toEqual([]);
});

test('somebody else’s filters, keywords and statuses do not exist', async () => {
    const [{ token }, { token: bobs }] = [await signedIn(), await signedIn()];
    const { body: own } = await withKeyword(token, 'carp');
    const post = await aStatus(db, { by: await anAccount(db) });
    const { body: chosen } = await ask<FilterStatus>('POST', `${V2}/${own.id}/statuses`, {
        token,
        json: { status_id: post.id },
    });
    const keyword = own.keywords![0]!.id;
    const { body: bobsFilter } = await make(bobs);
    for (const [method, path, json] of [
        ['GET', `${V2}/${own.id}`],
        ['PUT', `${V2}/${own.id}`, { title: 'Mine' }],
        ['DELETE', `${V2}/${own.id}`],
        ['GET', `${V2}/${own.id}/keywords`],
        ['POST', `${V2}/${own.id}/keywords`, { keyword: 'x' }],
        ['GET', `${V2}/keywords/${keyword}`],
        ['PUT', `${V2}/keywords/${keyword}`, { keyword: 'x' }],
        ['DELETE', `${V2}/keywords/${keyword}`],
        ['GET', `${V2}/${own.id}/statuses`],
        ['POST', `${V2}/${own.id}/statuses`, { status_id: post.id }],
        ['GET', `${V2}/statuses/${chosen.id}`],
        ['DELETE', `${V2}/statuses/${chosen.id}`],
        ['GET', `${V1}/${keyword}`],
        ['PUT', `${V1}/${keyword}`, { phrase: 'x', context: ['home'] }],
        ['DELETE', `${V1}/${keyword}`],
        ['PUT', `${V2}/${bobsFilter.id}`, { keywords_attributes: [{ id: keyword, _destroy: true }] }],
    ] as const)
        expect(await ask(method, path, { token: bobs, json }), `${method} ${path}`).toMatchObject({
            status: 404,
        });
    expect((await ask('GET', `${V2}/${own.id}`, { token })).body).toEqual({ ...own, statuses: [chosen] });
});

test('the first version knows an entry for each keyword', async () => {
    const { token } = await signedIn();
    const { body: made } = await ask<V1Filter>('POST', V1, {
        token,
        json: { phrase: 'carp', context: ['home'], irreversible: true },
    });
    expect(made).toEqual({
        id: made.id,
        phrase: 'carp',
        context: ['home'],
        expires_at: null,
        irreversible: true,
        whole_word: false,
    });
    const [filter] = (await ask<Filter[]>('GET', V2, { token })).body;
    expect(filter).toMatchObject({ title: 'carp', filter_action: 'hide', keywords: [{ id: made.id }] });
    const { body: changed } = await ask<V1Filter>('PUT', `${V1}/${made.id}`, {
        token,
        json: { phrase: 'pike', context: ['home', 'public'], irreversible: false, expires_in: 60 },
    });
    expect(changed).toMatchObject({ phrase: 'pike', context: ['home', 'public'], irreversible: false });
    await ask('POST', `${V2}/${filter!.id}/keywords`, { token, json: { keyword: 'eel' } });
    const { body: listed } = await ask<V1Filter[]>('GET', V1, { token });
    expect(listed.map(({ phrase, expires_at }) => [phrase, expires_at])).toEqual([
        ['pike', changed.expires_at],
        ['eel', changed.expires_at],
    ]);
    expect(await ask('POST', V1, { token, json: { context: ['home'] } })).toMatchObject({ status: 422 });
    expect(await ask('POST', V1, { token, json: { phrase: 'x' } })).toMatchObject({ status: 422 });
});

test('the first version changes a keyword among others, but not what holds for all of them', async () => {
    const { token } = await signedIn();
    const { body: both } = await make(token, {
        keywords_attributes: [{ keyword: 'carp' }, { keyword: 'pike' }],
    });
    const path = `${V1}/${both.keywords![0]!.id}`;
    const put = (json: object) => ask<V1Filter>('PUT', path, { token, json });
    expect(await put({ phrase: 'tench', whole_word: false, context: ['home'] })).toMatchObject({
        status: 200,
        body: { phrase: 'tench', whole_word: false },
    });
    for (const json of [{ context: ['public'] }, { irreversible: true }, { expires_in: 60 }])
        expect(await put(json)).toMatchObject({ status: 422 });
    await ask('DELETE', path, { token });
    expect((await ask<Filter[]>('GET', V2, { token })).body).toMatchObject([
        { keywords: [{ keyword: 'pike' }] },
    ]);
    await ask('DELETE', `${V1}/${both.keywords![1]!.id}`, { token });
    expect((await ask('GET', V2, { token })).body).toEqual([]);
});

test('every status says which filters hold for it, whatever their context, once each', async () => {
    const [{ token }, bob] = [await signedIn(), await anAccount(db)];
    const post = await aStatus(db, { by: bob, text: 'A carp &amp; a <b>pike</b>' });
    await withKeyword(token, 'carp', {
        title: 'one',
        context: ['account'],
        filter_action: 'hide',
        keywords_attributes: [{ keyword: 'carp' }, { keyword: 'pike' }],
    });
    await withKeyword(token, 'a carp & a pike', { title: 'two', filter_action: 'blur' });
    await withKeyword(token, 'car', { title: 'none' });
    const { filtered } = (await read(token, post.id)).body;
    expect(filtered).toHaveLength(2);
    expect(filtered![0]).toEqual({
        filter: expect.not.objectContaining({ keywords: expect.anything() }),
        keyword_matches: ['carp'],
        status_matches: null,
    });
    expect(filtered![0]!.filter).toMatchObject({ title: 'one', context: ['account'], filter_action: 'hide' });
    expect(filtered![1]).toMatchObject({ filter: { title: 'two', filter_action: 'blur' } });
});

test('a filter looks at text, warning, options of a poll and descriptions of media', async () => {
    const [{ token }, bob] = [await signedIn(), await anAccount(db)];
    for (const word of ['warned', 'chosen', 'described', 'spelled'])
        await withKeyword(token, word, { title: word });
    const post = await aStatus(db, { by: bob, text: 'spelled', contentWarning: 'Warned!' });
    await db.insert(polls).values({
        id: newId(),
        statusId: post.id,
        options: ['Chosen', 'other'],
        counts: [0, 0],
    });
    await db.insert(mediaAttachments).values({
        id: newId(),
        accountId: bob.id,
        statusId: post.id,
        type: 'image',
        description: 'it is DESCRIBED here',
    });
    expect(await filteredBy(token, post.id)).toEqual(['warned', 'chosen', 'described', 'spelled']);
});

test('a boost is judged by what it boosts, a quote by itself', async () => {
    const [{ account, token }, bob, cyd] = [await signedIn(), await anAccount(db), await anAccount(db)];
    await withKeyword(token, 'carp');
    const post = await aStatus(db, { by: bob, text: 'carp' });
    const boost = await boostStatus(db, { accountId: cyd.id }, post.id);
    const quoting = await aStatus(db, {
        by: cyd,
        text: 'look',
        quoteOfId: post.id,
        quoteState: 'accepted',
    });
    const wrapper = (await read(token, boost.id)).body;
    expect(wrapper.filtered).toMatchObject([{ filter: { title: 'Fish' } }]);
    expect(wrapper.reblog!.filtered).toEqual(wrapper.filtered);
    const { filtered, quote } = await presentStatus(db, { accountId: account.id }, quoting.id);
    expect(filtered).toEqual([]);
    expect(quote).toMatchObject({ quoted_status: { filtered: [{ filter: { title: 'Fish' } }] } });
});

test('a filter that has ended no longer holds, at that very moment', async () => {
    const [{ token }, bob] = [await signedIn(), await anAccount(db)];
    const post = await aStatus(db, { by: bob, text: 'carp' });
    const { body: made } = await withKeyword(token, 'carp', { expires_in: 3600 });
    expect(await filteredBy(token, post.id)).toEqual(['Fish']);
    await ask('PUT', `${V2}/${made.id}`, { token, json: { expires_in: 0 } });
    expect(await filteredBy(token, post.id)).toEqual([]);
    expect((await ask<Filter[]>('GET', V2, { token })).body).toHaveLength(1);
});

test('a change of filters holds at the next reading; guests and others are not concerned', async () => {
    const [{ token }, { token: others }, bob] = [await signedIn(), await signedIn(), await anAccount(db)];
    const post = await aStatus(db, { by: bob, text: 'carp and pike' });
    expect(await filteredBy(token, post.id)).toEqual([]);
    const { body: made } = await withKeyword(token, 'carp');
    expect(await filteredBy(token, post.id)).toEqual(['Fish']);
    await ask('PUT', `${V2}/${made.id}`, { token, json: { title: 'Carp' } });
    expect(await filteredBy(token, post.id)).toEqual(['Carp']);
    expect(await filteredBy(others, post.id)).toEqual([]);
    expect((await ask<Status>('GET', `/api/v1/statuses/${post.id}`)).body.filtered).toBeUndefined();
    await db.update(statuses).set({ contentHtml: '<p>no fish</p>' }).where(eq(statuses.id, post.id));
    expect(await filteredBy(token, post.id)).toEqual([]);
});

test('a change in another process is heard of', async () => {
    const [{ account, token }, bob] = [await signedIn(), await anAccount(db)];
    const post = await aStatus(db, { by: bob, text: 'carp' });
    await withKeyword(token, 'carp');
    expect(await filteredBy(token, post.id)).toEqual(['Fish']);
    // What another process writes reaches this one by the tables' own triggers alone.
    await db.update(filters).set({ title: 'Told' }).where(eq(filters.accountId, account.id));
    await expect.poll(() => filteredBy(token, post.id)).toEqual(['Told']);
});

test('a thread says of each post which filters hold', async () => {
    const [{ token }, bob] = [await signedIn(), await anAccount(db)];
    const post = await aStatus(db, { by: bob });
    await aStatus(db, { by: bob, text: 'carp', inReplyToId: post.id, inReplyToAccountId: bob.id });
    await withKeyword(token, 'carp');
    const { body } = await ask<Context>('GET', `/api/v1/statuses/${post.id}/context`, { token });
    expect(body.descendants).toMatchObject([{ filtered: [{ filter: { title: 'Fish' } }] }]);
});
