import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { ScheduledStatus, Status } from '$lib/mastodon-api/entities';
import { parseLinkHeader } from '$lib/mastodon-api/link-header';
import { newId } from '$lib/server/db';
import { accounts, compositions, mediaAttachments, statuses } from '$lib/server/db/schema';
import { postDueStatuses } from '$lib/server/domain/compositions';
import { deleteStatus } from '$lib/server/domain/statuses';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { letTimeCome, testDatabase } from '../support/database';
import { anAccount, aStatus, aToken } from '../support/factories';

const db = await testDatabase();

const MINUTE = 60_000;
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString();

async function signedIn(given = {}) {
    const account = await anAccount(db, given);
    return { account, token: await aToken(db, account) };
}
const schedule = (token: string, json: object, headers = {}) =>
    ask<ScheduledStatus & { error?: string }>('POST', '/api/v1/statuses', {
        token,
        json: { status: 'Later', scheduled_at: inMinutes(60), ...json },
        headers,
    });
const list = async (token: string, query = '') =>
    (await ask<ScheduledStatus[]>('GET', `/api/v1/scheduled_statuses${query}`, { token })).body;
async function aPicture(accountId: string) {
    const id = newId();
    await db.insert(mediaAttachments).values({ id, accountId, type: 'image', key: `${id}.webp` });
    return id;
}
/** As if it had been scheduled for a time that has come. */
const comeDue = (id: string) =>
    db
        .update(compositions)
        .set({ scheduledAt: new Date(Date.now() - 1_000) })
        .where(eq(compositions.id, id));
const posted = () => db.select().from(statuses);

describe('18: a post with a date ahead', () => {
    test('is answered as a ScheduledStatus, with its parameters and media, and is no status yet', async () => {
        const { token, account } = await signedIn();
        const picture = await aPicture(account.id);
        const scheduled_at = inMinutes(10);
        const { status, body } = await schedule(token, {
            scheduled_at,
            media_ids: [picture],
            spoiler_text: 'CW',
            visibility: 'private',
            language: 'eo',
        });
        expect(status).toBe(200);
        expect(body).toMatchObject({
            id: expect.any(String),
            scheduled_at,
            params: {
                text: 'Later',
                spoiler_text: 'CW',
                visibility: 'private',
                sensitive: true,
                language: 'eo',
                media_ids: [picture],
                in_reply_to_id: null,
                poll: null,
            },
            media_attachments: [{ id: picture }],
        });
        expect(body).not.toHaveProperty('content');
        expect(await posted()).toEqual([]);
        expect((await ask('GET', `/api/v1/scheduled_statuses/${body.id}`, { token })).body).toEqual(body);
    });

    test('less than five minutes ahead is refused; in the past it is posted now', async () => {
        const { token } = await signedIn();
        const soon = await schedule(token, { scheduled_at: inMinutes(4.9) });
        expect([soon.status, soon.body.error]).toEqual([422, expect.stringContaining('Scheduled at')]);
        const past = await schedule(token, { scheduled_at: inMinutes(-1) });
        expect(past).toMatchObject({ status: 200, body: { content: '<p>Later</p>' } });
        expect(await posted()).toHaveLength(1);
    });

    test.each([
        ['a date that is none', { scheduled_at: 'tomorrow' }],
        ['a date beyond counting', { scheduled_at: '+123456-01-01T00:00:00Z' }],
        ['a list', { scheduled_at: ['2099-01-01'] }],
        ['what could not be posted now', { status: 'x'.repeat(501) }],
        ['media that are not there', { media_ids: ['1'] }],
    ])('%s is refused with 422', async (_, json) => {
        const { token } = await signedIn();
        expect((await schedule(token, json)).status).toBe(422);
        expect(await list(token)).toEqual([]);
        expect(await posted()).toEqual([]);
    });

    test('a reply to what may not be seen is 404, as when posting now', async () => {
        const { token } = await signedIn();
        const hidden = await aStatus(db, { by: await anAccount(db), visibility: 'direct' });
        expect((await schedule(token, { in_reply_to_id: hidden.id })).status).toBe(404);
    });

    test('300 wait in all, 25 for one day, however many come at once', async () => {
        const { token, account } = await signedIn();
        const user = await db.query.users.findFirst({
            where: (row, { eq: is }) => is(row.accountId, account.id),
        });
        const rows = (count: number, day: string) =>
            Array.from({ length: count }, () => ({
                id: newId(),
                userId: user?.id ?? '',
                scheduledAt: new Date(day),
                params: { draft: { text: 'x', contentWarning: '', mediaIds: [] }, appId: null },
            }));
        await db.insert(compositions).values(rows(23, '2099-01-01T10:00:00Z'));
        const at = (scheduled_at: string) => schedule(token, { scheduled_at });
        const racers = await Promise.all(
            Array.from({ length: 5 }, () => at('2099-01-01T23:59:00Z').then(({ status }) => status)),
        );
        expect(racers.sort()).toEqual([200, 200, 422, 422, 422]);
        expect((await at('2099-01-02T00:00:00Z')).status).toBe(200);
        await db.insert(compositions).values(rows(274, '2098-01-01T10:00:00Z'));
        expect((await at('2099-01-03T00:00:00Z')).status).toBe(422);
    });

    test('one that was sent under a key is cancelled by it', async () => {
        const { token } = await signedIn();
        await schedule(token, {}, { 'Idempotency-Key': 'w' });
        await ask('DELETE', '/api/atoll/v1/submissions/w', { token });
        expect(await list(token)).toEqual([]);
    });

    test('the same Idempotency-Key gives the same one, also at once; once it is posted it is not posted again', async () => {
        const { token } = await signedIn();
        const scheduled_at = inMinutes(30);
        const json = { status: 'Once', scheduled_at };
        const send = () => schedule(token, json, { 'Idempotency-Key': 'k' });
        const answers = await Promise.all([send(), send(), send()]);
        expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
        expect(await list(token)).toHaveLength(1);
        const [first] = answers;
        await comeDue(first?.body.id ?? '');
        await postDueStatuses(db);
        const [status] = await posted();
        expect((await send()).status).toBe(404);
        expect(status?.source).toBe('Once');
    });

    test('its media cannot be attached elsewhere, until it is taken back', async () => {
        const { token, account } = await signedIn();
        const media_ids = [await aPicture(account.id)];
        const { body } = await schedule(token, { media_ids });
        const elsewhere = () =>
            ask<Status>('POST', '/api/v1/statuses', { token, json: { status: 'Now', media_ids } });
        expect((await elsewhere()).status).toBe(422);
        expect((await schedule(token, { media_ids })).status).toBe(422);
        const path = `/api/v1/scheduled_statuses/${body.id}`;
        expect(await ask('DELETE', path, { token })).toMatchObject({ status: 200, body: {} });
        expect((await ask('DELETE', path, { token })).status).toBe(404);
        expect((await elsewhere()).status).toBe(200);
    });
});

describe('what is scheduled', () => {
    test('is listed for its member alone, in pages, and moved to another time', async () => {
        const { token } = await signedIn();
        const other = await signedIn();
        const ids: string[] = [];
        for (const status of ['a', 'b', 'c']) ids.unshift((await schedule(token, { status })).body.id);
        const first = await ask<ScheduledStatus[]>('GET', '/api/v1/scheduled_statuses?limit=2', { token });
        expect(first.body.map(({ id }) => id)).toEqual(ids.slice(0, 2));
        const next = parseLinkHeader(first.headers.get('Link')).next ?? '';
        expect((await list(token, new URL(next).search)).map(({ id }) => id)).toEqual(ids.slice(2));
        expect(await list(other.token)).toEqual([]);
        const path = `/api/v1/scheduled_statuses/${ids[0]}`;
        const scheduled_at = inMinutes(120);
        const moved = await ask<ScheduledStatus>('PUT', path, { token, json: { scheduled_at } });
        expect(moved.body).toMatchObject({ id: ids[0], scheduled_at });
        expect((await ask('PUT', path, { token, json: {} })).body).toEqual(moved.body);
        for (const scheduled_at of [inMinutes(4), inMinutes(-5), 'x'])
            expect((await ask('PUT', path, { token, json: { scheduled_at } })).status).toBe(422);
        for (const [method, who] of [
            ['GET', other.token],
            ['PUT', other.token],
            ['DELETE', other.token],
        ] as const)
            expect((await ask(method, path, { token: who })).status).toBe(404);
        expect((await ask('GET', '/api/v1/scheduled_statuses/abc', { token })).status).toBe(404);
    });

    test('is posted at its time by its job, once, with its media and the effects of every post', async () => {
        const { token, account } = await signedIn();
        const ben = await signedIn({ username: 'ben' });
        const picture = await aPicture(account.id);
        const { body } = await schedule(token, {
            status: '@ben hi',
            media_ids: [picture],
            visibility: 'unlisted',
        });
        await letTimeCome(db);
        await runJobs();
        // Its job came before its time, as after a move: nothing happens.
        expect(await posted()).toEqual([]);
        await comeDue(body.id);
        await Promise.all([postDueStatuses(db), postDueStatuses(db), postDueStatuses(db)]);
        await runJobs();
        const [status, ...more] = await posted();
        expect(more).toEqual([]);
        expect(status).toMatchObject({ source: '@ben hi', visibility: 'unlisted', accountId: account.id });
        const shown = await ask<Status>('GET', `/api/v1/statuses/${status?.id}`, { token });
        expect(shown.body).toMatchObject({
            media_attachments: [{ id: picture }],
            application: { name: 'A test app' },
        });
        expect(await list(token)).toEqual([]);
        expect((await ask<object[]>('GET', '/api/v1/notifications', { token: ben.token })).body).toHaveLength(
            1,
        );
    });

    test('that can no longer be posted is dropped, and the others are posted all the same', async () => {
        const { token, account } = await signedIn();
        const gone = await signedIn();
        const parent = await aStatus(db, { by: await anAccount(db) });
        const media_ids = [await aPicture(account.id)];
        const reply = await schedule(token, { in_reply_to_id: parent.id, media_ids });
        const suspended = await schedule(gone.token, {});
        const fine = await schedule(token, { status: 'Fine' });
        await deleteStatus(db, { accountId: parent.accountId }, parent.id);
        await db.update(accounts).set({ suspendedAt: new Date() }).where(eq(accounts.id, gone.account.id));
        for (const { body } of [reply, suspended, fine]) await comeDue(body.id);
        await postDueStatuses(db);
        expect((await posted()).map(({ source }) => source)).toEqual(['Fine']);
        expect(await db.select().from(compositions)).toEqual([]);
        const file = await db.query.mediaAttachments.findFirst();
        expect(file).toMatchObject({ statusId: null, compositionId: null, detachedAt: expect.any(Date) });
    });
});
