import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Status } from '$lib/mastodon-api/entities';
import { config, readConfig, useConfig } from '$lib/server/config';
import { spentLimits } from '$lib/server/db/schema';
import { findTokenPrincipal } from '$lib/server/domain/oauth';
import { spend } from '$lib/server/http/rate-limit';
import { forgetSpentLimits } from '$lib/server/http/shared-limits';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aStatus, aToken, anAccount } from '../support/factories';
import { aPng } from '../support/pictures';
import { temporaryFolder } from '../support/temporary-folder';
import { upload } from '../support/uploads';
import { asViewer } from '../support/viewers';

const db = await testDatabase();
useConfig(readConfig({ ATOLL_DATA_DIR: temporaryFolder() }));
afterEach(() => vi.useRealTimers());

const MINUTE = 60_000;

/** A member of whose allowance for `limit` one is left. */
async function aBusyMember(limit: 'posting' | 'deletion' | 'media', most: number) {
    const account = await anAccount(db);
    const { userId } = await asViewer(db, account);
    for (let count = 1; count < most; count++) await spend(limit, userId);
    return { account, token: await aToken(db, account) };
}

/** What the three headers say; when it begins anew in minutes from now. */
function allowanceOf({ headers }: { headers: Headers }) {
    const resetAt = Date.parse(headers.get('X-RateLimit-Reset') ?? '');
    return {
        limit: Number(headers.get('X-RateLimit-Limit')),
        remaining: Number(headers.get('X-RateLimit-Remaining')),
        minutes: Math.round((resetAt - Date.now()) / MINUTE),
    };
}

const post = (token: string) =>
    ask<Status>('POST', '/api/v1/statuses', { token, json: { status: 'one more' } });

describe('a member', () => {
    test('posts 300 times in three hours, boosts among them, then waits until they are over', async () => {
        const { account, token } = await aBusyMember('posting', 300);
        expect(allowanceOf(await post(token))).toEqual({ limit: 300, remaining: 0, minutes: 180 });
        const refused = await post(token);
        expect(refused.status).toBe(429);
        expect(allowanceOf(refused)).toEqual({ limit: 300, remaining: 0, minutes: 180 });
        const { id } = await aStatus(db, { by: account });
        expect((await ask('POST', `/api/v1/statuses/${id}/reblog`, { token })).status).toBe(429);

        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 181 * MINUTE });
        const later = await post(token);
        expect([later.status, allowanceOf(later).remaining]).toEqual([200, 299]);
    });

    test('deletes 30 posts in half an hour, then waits; nothing is gone that was refused', async () => {
        const { account, token } = await aBusyMember('deletion', 30);
        const [first, second] = [await aStatus(db, { by: account }), await aStatus(db, { by: account })];
        const remove = ({ id }: { id: string }) => ask('DELETE', `/api/v1/statuses/${id}`, { token });
        expect(allowanceOf(await remove(first))).toEqual({ limit: 30, remaining: 0, minutes: 30 });
        const refused = await remove(second);
        expect(refused.status).toBe(429);
        expect(allowanceOf(refused)).toEqual({ limit: 30, remaining: 0, minutes: 30 });
        expect((await ask('GET', `/api/v1/statuses/${second.id}`)).status).toBe(200);
        expect((await post(token)).status).toBe(200);

        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * MINUTE });
        expect((await remove(second)).status).toBe(200);
    });

    test('asks 300 times in five minutes with one token, 1,500 times with all, and a stranger 300 times', async () => {
        const account = await anAccount(db);
        const { userId } = await asViewer(db, account);
        const tokens = [await aToken(db, account), await aToken(db, account)] as const;
        const tokenIds = await Promise.all(
            tokens.map(async (token) => {
                const principal = await findTokenPrincipal(db, token);
                return principal?.kind === 'user' ? (principal.viewer.tokenId ?? '') : '';
            }),
        );
        const home = (token?: string) =>
            ask('GET', token ? '/api/v1/timelines/home' : '/api/v1/timelines/public', { token });
        for (let count = 1; count < 300; count++) await spend('token', tokenIds[0]!);
        expect(allowanceOf(await home(tokens[0]))).toEqual({ limit: 300, remaining: 0, minutes: 5 });
        expect(allowanceOf(await home(tokens[0]))).toEqual({ limit: 300, remaining: 0, minutes: 5 });
        expect((await home(tokens[0])).status).toBe(429);
        for (let count = 4; count < 1_500; count++) await spend('member', userId);
        expect((await home(tokens[1])).status).toBe(200);
        const refused = await home(tokens[1]);
        expect([refused.status, allowanceOf(refused).limit]).toEqual([429, 1_500]);

        expect(allowanceOf(await home()).limit).toBe(300);
    });

    test('uploads 30 files in half an hour, at whichever address', async () => {
        const { token } = await aBusyMember('media', 30);
        const last = await upload(token, await aPng());
        expect([last.status, allowanceOf(last)]).toEqual([200, { limit: 30, remaining: 0, minutes: 30 }]);
        const refused = await upload(token, await aPng(), { path: '/api/v1/media' });
        expect([refused.status, allowanceOf(refused).limit]).toEqual([429, 30]);
    });

    test('who is out of posts for now still reads, and others still post', async () => {
        const { token } = await aBusyMember('posting', 300);
        await post(token);
        expect((await post(token)).status).toBe(429);
        const home = await ask('GET', '/api/v1/timelines/home', { token });
        expect([home.status, allowanceOf(home).limit]).toEqual([200, 300]);
        expect((await post(await aToken(db, await anAccount(db)))).status).toBe(200);
    });
});

describe('where several processes may serve', () => {
    const shared = readConfig({ DATABASE_URL: 'postgres://elsewhere.test/atoll' });

    test('what is guessed, written or sent is counted by all of them together, requests by each', async () => {
        const former = config();
        useConfig(shared);
        try {
            const attempts = Array.from({ length: 30 }, () => spend('sign-in', 'for ana'));
            const outcomes = await Promise.allSettled(attempts);
            expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(25);
            await spend('member', 'ana');
            const rows = await db.select().from(spentLimits);
            expect(rows).toMatchObject([{ count: 30, key: expect.stringMatching(/^[\w-]{43}$/) }]);

            vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5 * MINUTE });
            expect(await spend('sign-in', 'for ana')).toMatchObject({ limit: 25, remaining: 24 });
            await forgetSpentLimits(db);
            expect(await db.select().from(spentLimits)).toHaveLength(1);
            vi.setSystemTime(Date.now() + 6 * MINUTE);
            await forgetSpentLimits(db);
            expect(await db.select().from(spentLimits)).toEqual([]);
        } finally {
            useConfig(former);
        }
    });

    test('a member is told what is left of all that they posted, through whichever process', async () => {
        const former = config();
        useConfig(shared);
        try {
            const { token } = await aBusyMember('posting', 300);
            const last = await ask('POST', '/api/v1/statuses', { token, json: { status: 'the last' } });
            expect(allowanceOf(last)).toEqual({ limit: 300, remaining: 0, minutes: 180 });
            const more = await ask('POST', '/api/v1/statuses', { token, json: { status: 'one more' } });
            expect(more.status).toBe(429);
        } finally {
            useConfig(former);
        }
    });
});
