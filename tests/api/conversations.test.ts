import { describe, expect, test } from 'vitest';
import type { Conversation, Status } from '$lib/mastodon-api/entities';
import { blockAccount } from '$lib/server/domain/relationships';
import { runJobs } from '$lib/server/jobs';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aToken, anAccount } from '../support/factories';

const db = await testDatabase();
const PATH = '/api/v1/conversations';

async function signedIn(username: string) {
    const account = await anAccount(db, { username });
    return { account, token: await aToken(db, account) };
}

async function write(token: string, status: string, more = {}) {
    const { body } = await ask<Status>('POST', '/api/v1/statuses', {
        token,
        json: { status, visibility: 'direct', ...more },
    });
    await runJobs();
    return body;
}

const list = async (token: string) => (await ask<Conversation[]>('GET', PATH, { token })).body;

describe('a direct post', () => {
    test('opens a conversation for both: unread for whoever is written to, with the others as its people', async () => {
        const [ana, bob] = [await signedIn('ana'), await signedIn('bob')];
        const status = await write(ana.token, '@bob hello');
        expect(await list(ana.token)).toMatchObject([
            { unread: false, accounts: [{ id: bob.account.id }], last_status: { id: status.id } },
        ]);
        expect(await list(bob.token)).toMatchObject([
            { unread: true, accounts: [{ id: ana.account.id }], last_status: { id: status.id } },
        ]);
    });

    test('that answers stays in the same conversation, which comes to the top', async () => {
        const [ana, bob, cyd] = [await signedIn('ana'), await signedIn('bob'), await signedIn('cyd')];
        const first = await write(ana.token, '@bob hello');
        await write(cyd.token, '@ana hi');
        const answer = await write(bob.token, '@ana yes?', { in_reply_to_id: first.id });
        const mine = await list(ana.token);
        expect(mine.map(({ last_status, unread }) => [last_status?.id, unread])).toEqual([
            [answer.id, true],
            [expect.any(String), true],
        ]);
    });

    test('is no conversation for anybody else, nor is a public post', async () => {
        const [ana, bob, cyd] = [await signedIn('ana'), await signedIn('bob'), await signedIn('cyd')];
        await write(ana.token, '@bob hello');
        await write(ana.token, '@cyd hello', { visibility: 'public' });
        expect(await list(cyd.token)).toEqual([]);
        expect(await list(bob.token)).toHaveLength(1);
    });

    test('of somebody blocked opens none', async () => {
        const [ana, mal] = [await signedIn('ana'), await signedIn('mal')];
        await blockAccount(db, { accountId: ana.account.id }, mal.account.id);
        await write(mal.token, '@ana psst');
        expect(await list(ana.token)).toEqual([]);
    });

    test('that is deleted gives way to the one before, and the last one takes the conversation with it', async () => {
        const [ana, bob] = [await signedIn('ana'), await signedIn('bob')];
        const first = await write(ana.token, '@bob hello');
        const second = await write(ana.token, '@bob again', { in_reply_to_id: first.id });
        for (const [gone, left] of [
            [second, [first.id]],
            [first, []],
        ] as const) {
            await ask('DELETE', `/api/v1/statuses/${gone.id}`, { token: ana.token });
            await runJobs();
            expect((await list(bob.token)).map(({ last_status }) => last_status?.id)).toEqual(left);
        }
    });
});

describe('a conversation', () => {
    test('is read, unread and removed by its owner alone; a new post brings it back', async () => {
        const [ana, bob, cyd] = [await signedIn('ana'), await signedIn('bob'), await signedIn('cyd')];
        const first = await write(ana.token, '@bob hello');
        const [{ id } = { id: '' }] = await list(bob.token);
        for (const [method, path] of [
            ['POST', `${PATH}/${id}/read`],
            ['POST', `${PATH}/${id}/unread`],
            ['DELETE', `${PATH}/${id}`],
        ] as const)
            expect(await ask(method, path, { token: cyd.token })).toMatchObject({ status: 404 });
        const read = await ask<Conversation>('POST', `${PATH}/${id}/read`, { token: bob.token });
        expect(read.body).toMatchObject({ id, unread: false });
        const unread = await ask<Conversation>('POST', `${PATH}/${id}/unread`, { token: bob.token });
        expect(unread.body).toMatchObject({ id, unread: true });
        expect((await ask('DELETE', `${PATH}/${id}`, { token: bob.token })).body).toEqual({});
        expect(await list(bob.token)).toEqual([]);
        expect(await list(ana.token)).toHaveLength(1);
        await write(ana.token, '@bob still there?', { in_reply_to_id: first.id });
        expect(await list(bob.token)).toMatchObject([{ id, unread: true }]);
    });

    test('is paged by its last status', async () => {
        const ana = await signedIn('ana');
        for (const name of ['bob', 'cyd', 'dan']) {
            await signedIn(name);
            await write(ana.token, `@${name} hello`);
        }
        const { body, headers } = await ask<Conversation[]>('GET', `${PATH}?limit=2`, { token: ana.token });
        expect(headers.get('link')).toContain(`max_id=${body[1]?.last_status?.id}>; rel="next"`);
        const rest = await ask<Conversation[]>('GET', `${PATH}?max_id=${body[1]?.last_status?.id}`, {
            token: ana.token,
        });
        expect(rest.body).toHaveLength(1);
    });
});
