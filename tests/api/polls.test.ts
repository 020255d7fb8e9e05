import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type {
    GroupedNotificationsResults,
    Instance,
    Notification,
    Poll,
    Status,
    StatusEdit,
} from '$lib/mastodon-api/entities';
import { blocks, mediaAttachments, polls } from '$lib/server/db/schema';
import { newId } from '$lib/server/db';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { letTimeCome, testDatabase } from '../support/database';
import { anAccount, aPoll, aRemoteAccount, aStatus, aToken } from '../support/factories';

const db = await testDatabase();

async function signedIn() {
    const account = await anAccount(db);
    return { account, token: await aToken(db, account) };
}

const DRINKS = { options: ['Tea', 'Coffee'], expires_in: 3_600 };
const post = (token: string, poll: object = DRINKS, more: object = {}) =>
    ask<Status & { error?: string }>('POST', '/api/v1/statuses', {
        token,
        json: { status: 'What to drink?', poll, ...more },
    });
const edit = (token: string, id: string, json: object) =>
    ask<Status>('PUT', `/api/v1/statuses/${id}`, { token, json });
const vote = (token: string, id: string, choices: unknown) =>
    ask<Poll & { error?: string }>('POST', `/api/v1/polls/${id}/votes`, { token, json: { choices } });
const look = (id: string, token?: string) => ask<Poll>('GET', `/api/v1/polls/${id}`, { token });

/** A poll of somebody, already posted. */
async function aQuestion(poll: object = DRINKS) {
    const author = await signedIn();
    const { body } = await post(author.token, { ...DRINKS, ...poll });
    return { author, status: body, poll: body.poll! };
}

async function passTheEnd() {
    await db.update(polls).set({ expiresAt: new Date(Date.now() - 1_000) });
    await letTimeCome(db);
    await runJobs();
}

describe('posting a poll', () => {
    test('answers with the poll as its author sees it: as somebody who has voted', async () => {
        const { poll } = await aQuestion();
        expect(poll).toMatchObject({
            expired: false,
            multiple: false,
            votes_count: 0,
            voters_count: 0,
            voted: true,
            own_votes: [],
            options: [
                { title: 'Tea', votes_count: 0 },
                { title: 'Coffee', votes_count: 0 },
            ],
            emojis: [],
        });
        const seconds = (Date.parse(poll.expires_at!) - Date.now()) / 1_000;
        expect(seconds).toBeGreaterThan(3_590);
        expect(seconds).toBeLessThanOrEqual(3_600);
    });

    test('reads poll[options][] and its switches from a form', async () => {
        const { token } = await signedIn();
        const { body } = await ask<Status>('POST', '/api/v1/statuses', {
            token,
            form: [
                ['status', 'What to drink?'],
                ['poll[options][]', 'Tea'],
                ['poll[options][]', 'Coffee'],
                ['poll[expires_in]', '300'],
                ['poll[multiple]', 'true'],
                ['poll[hide_totals]', '1'],
            ],
        });
        expect(body.poll).toMatchObject({
            multiple: true,
            options: [{ votes_count: null }, { votes_count: null }],
        });
    });

    test('keeps to the limits that apps read before they offer it', async () => {
        const { body } = await ask<Instance>('GET', '/api/v2/instance');
        expect(body.configuration.polls).toEqual({
            max_options: 4,
            max_characters_per_option: 50,
            min_expiration: 300,
            max_expiration: 2_629_746,
        });
        const { token } = await signedIn();
        const longest = { options: ['1', '2', '3', 'x'.repeat(50)], expires_in: 2_629_746 };
        expect((await post(token, longest)).status).toBe(200);
    });

    test.each([
        ['one option', { options: ['Tea'] }],
        ['five options', { options: ['1', '2', '3', '4', '5'] }],
        ['an option of 51 characters', { options: ['x'.repeat(51), 'y'] }],
        ['the same option twice', { options: ['Tea', 'Tea'] }],
        ['an end in 299 seconds', { expires_in: 299 }],
        ['an end in two months', { expires_in: 5_300_000 }],
        ['no end', { expires_in: '' }],
        ['an end that is no number', { expires_in: 'soon' }],
        ['options that are objects', { options: [{}, {}] }],
    ])('with %s is 422 and posts nothing', async (_, given) => {
        const { token } = await signedIn();
        const { status, body } = await post(token, { ...DRINKS, ...given });
        expect(status).toBe(422);
        expect(body.error).toBeTypeOf('string');
        expect(await db.query.statuses.findMany()).toEqual([]);
    });

    test('beside media is 422', async () => {
        const { token, account } = await signedIn();
        const id = newId();
        await db.insert(mediaAttachments).values({ id, accountId: account.id, type: 'image', key: 'k' });
        expect((await post(token, DRINKS, { media_ids: [id] })).status).toBe(422);
    });
});

describe('voting', () => {
    test('answers with the poll as the voter now sees it', async () => {
        const { poll } = await aQuestion();
        const { token } = await signedIn();
        const { status, body } = await vote(token, poll.id, [1]);
        expect(status).toBe(200);
        expect(body).toMatchObject({
            votes_count: 1,
            voters_count: 1,
            voted: true,
            own_votes: [1],
            options: [{ votes_count: 0 }, { votes_count: 1 }],
        });
        const others = await look(poll.id, (await signedIn()).token);
        expect(others.body).toMatchObject({ voted: false, own_votes: [], votes_count: 1 });
        const guests = await look(poll.id);
        expect(guests.body).not.toHaveProperty('own_votes');
    });

    test('reads choices[] from a form', async () => {
        const { poll } = await aQuestion({ multiple: true });
        const { token } = await signedIn();
        const { body } = await ask<Poll>('POST', `/api/v1/polls/${poll.id}/votes`, {
            token,
            form: [
                ['choices[]', '0'],
                ['choices[]', '1'],
            ],
        });
        expect(body).toMatchObject({ own_votes: [0, 1], votes_count: 2, voters_count: 1 });
    });

    test('in one’s own poll is 422', async () => {
        const { author, poll } = await aQuestion();
        const { status, body } = await vote(author.token, poll.id, [0]);
        expect([status, body.error]).toEqual([422, 'Validation failed: You cannot vote in your own polls']);
    });

    test('a second time is 422 and counts nothing', async () => {
        const { poll } = await aQuestion({ multiple: true });
        const { token } = await signedIn();
        await vote(token, poll.id, [0]);
        const { status, body } = await vote(token, poll.id, [1]);
        expect([status, body.error]).toEqual([422, 'Validation failed: You have already voted on this poll']);
        expect((await look(poll.id, token)).body).toMatchObject({ own_votes: [0], votes_count: 1 });
    });

    test('twice at the same time counts once', async () => {
        const { poll } = await aQuestion();
        const { token } = await signedIn();
        const answers = await Promise.all([0, 0, 1].map((choice) => vote(token, poll.id, [choice])));
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
        expect((await look(poll.id)).body).toMatchObject({ votes_count: 1, voters_count: 1 });
    });

    test.each([
        ['an option that does not exist', [2]],
        ['nothing', []],
        ['two options where one is asked', [0, 1]],
        ['what is no number', ['Tea']],
        ['a negative number', [-1]],
        ['something that is no list', { a: 1 }],
    ])('for %s is 422', async (_, choices) => {
        const { poll } = await aQuestion();
        expect((await vote((await signedIn()).token, poll.id, choices)).status).toBe(422);
        expect((await look(poll.id)).body.votes_count).toBe(0);
    });

    test('after the end is 422', async () => {
        const { poll } = await aQuestion();
        await passTheEnd();
        const { status, body } = await vote((await signedIn()).token, poll.id, [0]);
        expect([status, body.error]).toEqual([422, 'Validation failed: The poll has already ended']);
    });

    test('and looking are 404 where the post may not be seen, as where there is no poll', async () => {
        const { author, poll } = await aQuestion();
        const { account, token } = await signedIn();
        await db.insert(blocks).values({ id: newId(), accountId: author.account.id, targetId: account.id });
        for (const id of [poll.id, newId(), 'x']) {
            expect((await look(id, token)).status).toBe(404);
            expect((await vote(token, id, [0])).status).toBe(404);
        }
    });
});

describe('what a poll shows', () => {
    test('hidden totals are null until the end, for everybody', async () => {
        const { author, poll } = await aQuestion({ hide_totals: true });
        const { token } = await signedIn();
        const voted = await vote(token, poll.id, [0]);
        for (const body of [voted.body, (await look(poll.id, author.token)).body, (await look(poll.id)).body])
            expect(body.options.map((option) => option.votes_count)).toEqual([null, null]);
        await passTheEnd();
        const { body } = await look(poll.id);
        expect(body).toMatchObject({ expired: true, options: [{ votes_count: 1 }, { votes_count: 0 }] });
    });

    test('voters are null where their origin does not tell how many', async () => {
        const status = await aStatus(db, { by: await aRemoteAccount(db) });
        const poll = await aPoll(db, status, { votersCount: null, counts: [2, 3], fetchedAt: new Date() });
        const { body } = await look(poll.id);
        expect(body).toMatchObject({ voters_count: null, votes_count: 5 });
    });
});

describe('an edit', () => {
    test('with other options begins the votes anew and keeps the former options in the history', async () => {
        const { author, status, poll } = await aQuestion();
        await vote((await signedIn()).token, poll.id, [0]);
        const json = { status: 'What to drink?', poll: { options: ['Milk', 'Water'], expires_in: 600 } };
        const { body } = await edit(author.token, status.id, json);
        expect(body.poll).toMatchObject({ id: poll.id, votes_count: 0, options: [{ title: 'Milk' }, {}] });
        expect(body.edited_at).not.toBeNull();
        const history = await ask<StatusEdit[]>('GET', `/api/v1/statuses/${status.id}/history`);
        expect(history.body.map((version) => version.poll?.options.map(({ title }) => title))).toEqual([
            ['Tea', 'Coffee'],
            ['Milk', 'Water'],
        ]);
    });

    test('that only moves the end keeps the votes, and is no edit of the post', async () => {
        const { author, status, poll } = await aQuestion();
        await vote((await signedIn()).token, poll.id, [0]);
        const json = { status: 'What to drink?', poll: { ...DRINKS, expires_in: 600 } };
        const { body } = await edit(author.token, status.id, json);
        expect(body.poll).toMatchObject({ votes_count: 1 });
        expect(Date.parse(body.poll!.expires_at!)).toBeLessThan(Date.parse(poll.expires_at!));
        expect(body.edited_at).toBeNull();
    });

    test('without the poll takes it away', async () => {
        const { author, status, poll } = await aQuestion();
        const { body } = await edit(author.token, status.id, { status: 'What to drink?' });
        expect(body.poll).toBeNull();
        expect((await look(poll.id)).status).toBe(404);
    });
});

describe('the end', () => {
    test('is one notification to the author and to each voter, in both lists', async () => {
        const { author, status, poll } = await aQuestion();
        const voter = await signedIn();
        await vote(voter.token, poll.id, [0]);
        await passTheEnd();
        await passTheEnd();
        for (const { token } of [author, voter]) {
            const v1 = await ask<Notification[]>('GET', '/api/v1/notifications', { token });
            expect(v1.body).toMatchObject([
                { type: 'poll', status: { id: status.id, poll: { expired: true } } },
            ]);
            const v2 = await ask<GroupedNotificationsResults>('GET', '/api/v2/notifications', { token });
            expect(v2.body.notification_groups).toMatchObject([
                { type: 'poll', notifications_count: 1, status_id: status.id },
            ]);
        }
    });

    test('that was moved comes at the new time only', async () => {
        const { author, status, poll } = await aQuestion();
        const json = { status: 'What to drink?', poll: { ...DRINKS, expires_in: 7_200 } };
        await edit(author.token, status.id, json);
        await letTimeCome(db);
        await runJobs();
        const [row] = await db.select().from(polls).where(eq(polls.id, poll.id));
        expect(row?.expiryNotifiedAt).toBeNull();
    });
});
