import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Notification, Quote, Status } from '$lib/mastodon-api/entities';
import { parseLinkHeader } from '$lib/mastodon-api/link-header';
import { newId } from '$lib/server/db';
import {
    accounts,
    blocks,
    follows,
    mutes,
    statuses,
    streamEvents,
    streamRooms,
    users,
} from '$lib/server/db/schema';
import { runJobs } from '$lib/server/jobs';
import { userRoom } from '$lib/server/streaming/publish';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aRemoteAccount, aStatus, aToken } from '../support/factories';

const db = await testDatabase();

async function signedIn(given = {}) {
    const account = await anAccount(db, given);
    return { account, token: await aToken(db, account) };
}
type Member = Awaited<ReturnType<typeof signedIn>>;

const post = (member: Member, json: object) =>
    ask<Status & { error?: string }>('POST', '/api/v1/statuses', { token: member.token, json });
const quote = (member: Member, id: string, json: object = {}) =>
    post(member, { status: 'Look at this', quoted_status_id: id, ...json });
const see = async (member: Member | null, id: string) =>
    (await ask<Status>('GET', `/api/v1/statuses/${id}`, { token: member?.token })).body;
const follow = (member: Member, target: Member) =>
    db.insert(follows).values({ id: newId(), accountId: member.account.id, targetId: target.account.id });
const notificationsOf = async (member: Member) =>
    (await ask<Notification[]>('GET', '/api/v1/notifications', { token: member.token })).body;

async function aPair() {
    const [ana, ben] = [await signedIn({ username: 'ana' }), await signedIn({ username: 'ben' })];
    const { body: original } = await post(ana, { status: 'Worth quoting' });
    return { ana, ben, original };
}

describe('quoting', () => {
    test('stands at once where the author lets everybody; the author is told and the quote counted', async () => {
        const { ana, ben, original } = await aPair();
        const { status, body } = await quote(ben, original.id);
        expect(status).toBe(200);
        expect(body.quote).toMatchObject({ state: 'accepted', quoted_status: { id: original.id } });
        expect((await see(null, original.id)).quotes_count).toBe(1);
        await runJobs();
        expect(await notificationsOf(ana)).toMatchObject([
            { type: 'quote', account: { username: 'ben' }, status: { id: body.id } },
        ]);
    });

    test('leaves a line for those who cannot show quotes, also after an edit, and needs no words', async () => {
        const { ben, original } = await aPair();
        const { body } = await quote(ben, original.id, { status: '' });
        const line = `<p class="quote-inline">RE: <a href="${original.url}"`;
        expect(body.content.startsWith(line)).toBe(true);
        const edited = await ask<Status>('PUT', `/api/v1/statuses/${body.id}`, {
            token: ben.token,
            json: { status: 'With words' },
        });
        expect(edited.body.content).toMatch(/^<p class="quote-inline">.*<p>With words<\/p>$/);
        expect(edited.body.quote).toMatchObject({ state: 'accepted' });
    });

    test('is refused by the policy of the quoted author: nobody, followers', async () => {
        const { ana, ben } = await aPair();
        const closed = (await post(ana, { status: 'No', quote_approval_policy: 'nobody' })).body;
        expect(closed.quote_approval).toEqual({ automatic: [], manual: [], current_user: 'automatic' });
        expect((await quote(ben, closed.id)).status).toBe(422);
        const half = (await post(ana, { status: 'Some', quote_approval_policy: 'followers' })).body;
        expect((await see(ben, half.id)).quote_approval).toEqual({
            automatic: ['followers'],
            manual: [],
            current_user: 'denied',
        });
        expect((await quote(ben, half.id)).status).toBe(422);
        await follow(ben, ana);
        expect((await see(ben, half.id)).quote_approval?.current_user).toBe('automatic');
        expect((await quote(ben, half.id)).body.quote?.state).toBe('accepted');
    });

    test('is for the author alone in followers-only posts, and then for followers alone', async () => {
        const { ana, ben } = await aPair();
        const secret = (await post(ana, { status: 'Psst', visibility: 'private' })).body;
        await follow(ben, ana);
        expect((await quote(ben, secret.id)).status).toBe(422);
        expect((await see(ben, secret.id)).quote_approval).toMatchObject({ current_user: 'denied' });
        const { body } = await quote(ana, secret.id, { visibility: 'public' });
        expect(body).toMatchObject({ visibility: 'private', quote: { state: 'accepted' } });
    });

    test('looks the same for what may not be seen, for blocks of either kind and for what never was', async () => {
        const { ana, ben, original } = await aPair();
        const secret = (await post(ana, { status: 'Psst', visibility: 'private' })).body;
        const never = await quote(ben, newId());
        expect(never.status).toBe(404);
        for (const id of ['0', 'x']) expect((await quote(ben, id)).body).toEqual(never.body);
        expect(await quote(ben, secret.id)).toMatchObject({ status: 404, body: never.body });
        await db.insert(blocks).values({ id: newId(), accountId: ana.account.id, targetId: ben.account.id });
        expect(await quote(ben, original.id)).toMatchObject({ status: 404, body: never.body });
    });

    test('of a direct post is for nobody, and in a direct post only of those it names', async () => {
        const { ana, ben, original } = await aPair();
        const direct = (await post(ana, { status: 'You @ben', visibility: 'direct' })).body;
        expect((await quote(ben, direct.id)).status).toBe(422);
        expect((await quote(ana, direct.id)).status).toBe(422);
        expect((await quote(ben, original.id, { visibility: 'direct' })).status).toBe(422);
        const named = await quote(ben, original.id, { status: 'Hey @ana', visibility: 'direct' });
        expect(named.status).toBe(200);
    });

    test('a boost means what it boosts', async () => {
        const { ana, ben, original } = await aPair();
        const boost = await ask<Status>('POST', `/api/v1/statuses/${original.id}/reblog`, {
            token: ana.token,
        });
        const { body } = await quote(ben, boost.body.id);
        expect(body.quote).toMatchObject({ state: 'accepted', quoted_status: { id: original.id } });
    });

    test('somebody elsewhere waits for their answer; where their server says nothing it is refused', async () => {
        const ben = await signedIn();
        const rita = await aRemoteAccount(db);
        const silent = await aStatus(db, { by: rita, quotePolicy: 'nobody' });
        expect((await quote(ben, silent.id)).status).toBe(422);
        const open = await aStatus(db, { by: rita, quotePolicy: 'public' });
        const { body } = await quote(ben, open.id);
        expect(body.quote).toEqual({ state: 'pending', quoted_status: null });
        expect((await see(null, open.id)).quotes_count).toBe(0);
    });

    test('the policy follows from the settings unless the post says otherwise; nonsense is refused', async () => {
        const ana = await signedIn();
        await db.update(users).set({ settings: { defaultQuotePolicy: 'followers' } });
        const token = await aToken(db, ana.account);
        const plain = await post({ ...ana, token }, { status: 'By my settings' });
        expect(plain.body.quote_approval?.automatic).toEqual(['followers']);
        const said = await post({ ...ana, token }, { status: 'Now', quote_approval_policy: 'public' });
        expect(said.body.quote_approval?.automatic).toEqual(['public']);
        expect((await post(ana, { status: 'x', quote_approval_policy: 'me' })).status).toBe(422);
    });
});

describe('a quote', () => {
    const quoteOf = (status: Status) => status.quote as Quote;

    test('never shows what its reader could not open', async () => {
        const { ana, ben } = await aPair();
        const cleo = await signedIn();
        const secret = (await post(ana, { status: 'Psst', visibility: 'private' })).body;
        const { body } = await quote(ana, secret.id, { status: '@cleo_x look', visibility: 'private' });
        await db.update(statuses).set({ visibility: 'public' }).where(eq(statuses.id, body.id));
        for (const watcher of [null, ben, cleo])
            expect(quoteOf(await see(watcher, body.id))).toEqual({
                state: 'unauthorized',
                quoted_status: null,
            });
        await follow(ben, ana);
        expect(quoteOf(await see(ben, body.id)).quoted_status?.id).toBe(secret.id);
    });

    test('tells who blocked or muted the quoted author that they did; a mute lets them open it', async () => {
        const { ana, ben, original } = await aPair();
        const cleo = await signedIn();
        const { body } = await quote(ben, original.id);
        const pair = { id: newId(), accountId: cleo.account.id, targetId: ana.account.id };
        await db.insert(mutes).values(pair);
        expect(quoteOf(await see(cleo, body.id))).toMatchObject({
            state: 'muted_account',
            quoted_status: { id: original.id },
        });
        await db.insert(blocks).values(pair);
        expect(quoteOf(await see(cleo, body.id))).toEqual({ state: 'blocked_account', quoted_status: null });
    });

    test('of somebody who blocked its reader says no more than that it may not be seen', async () => {
        const { ana, ben, original } = await aPair();
        const cleo = await signedIn();
        const { body } = await quote(ben, original.id);
        await db.insert(blocks).values({ id: newId(), accountId: ana.account.id, targetId: cleo.account.id });
        expect(quoteOf(await see(cleo, body.id))).toEqual({ state: 'unauthorized', quoted_status: null });
    });

    test('of a quote names what that one quotes', async () => {
        const { ana, ben, original } = await aPair();
        const middle = (await quote(ben, original.id)).body;
        const { body } = await quote(ana, middle.id);
        expect(quoteOf(body).quoted_status?.quote).toEqual({
            state: 'accepted',
            quoted_status_id: original.id,
        });
    });

    test('tells that what it quoted was deleted; deleting the quote takes it out of the count', async () => {
        const { ana, ben, original } = await aPair();
        const first = (await quote(ben, original.id)).body;
        const second = (await quote(ben, original.id)).body;
        await ask('DELETE', `/api/v1/statuses/${second.id}`, { token: ben.token });
        expect((await see(ana, original.id)).quotes_count).toBe(1);
        await ask('DELETE', `/api/v1/statuses/${original.id}`, { token: ana.token });
        await runJobs();
        expect(quoteOf(await see(ben, first.id))).toEqual({ state: 'deleted', quoted_status: null });
    });

    test('tells its author when the quoted post is edited, each time', async () => {
        const { ana, ben, original } = await aPair();
        const { body } = await quote(ben, original.id);
        for (const status of ['Better', 'Best']) {
            await ask('PUT', `/api/v1/statuses/${original.id}`, { token: ana.token, json: { status } });
            await runJobs();
            expect(await notificationsOf(ben)).toMatchObject([
                { type: 'quoted_update', account: { username: 'ana' }, status: { id: body.id } },
            ]);
        }
    });

    test('is not told of where a mention would not be', async () => {
        const { ana, ben, original } = await aPair();
        const cleo = await signedIn({ username: 'cleo' });
        await db.insert(blocks).values({ id: newId(), accountId: ana.account.id, targetId: cleo.account.id });
        await quote(ben, original.id, { status: 'See, @cleo' });
        await runJobs();
        expect(await notificationsOf(ana)).toEqual([]);
    });
});

describe('the quotes of a post', () => {
    test('are listed in pages, to each reader those they may see', async () => {
        const { ana, ben, original } = await aPair();
        const ids: string[] = [];
        for (let i = 0; i < 3; i++) ids.unshift((await quote(ben, original.id)).body.id);
        await quote(ben, original.id, { visibility: 'private' });
        const path = `/api/v1/statuses/${original.id}/quotes`;
        const first = await ask<Status[]>('GET', `${path}?limit=2`, { token: ana.token });
        expect(first.body.map(({ id }) => id)).toEqual(ids.slice(0, 2));
        const next = new URL(parseLinkHeader(first.headers.get('link')).next!);
        const second = await ask<Status[]>('GET', next.pathname + next.search, { token: ana.token });
        expect(second.body.map(({ id }) => id)).toEqual(ids.slice(2));
        expect((await ask<Status[]>('GET', path, { token: ben.token })).body).toHaveLength(4);
        expect((await ask<Status[]>('GET', path)).body).toHaveLength(3);
        expect((await ask('GET', `/api/v1/statuses/${newId()}/quotes`)).status).toBe(404);
    });

    test('are revoked by the quoted author alone, once and for good', async () => {
        const { ana, ben, original } = await aPair();
        const { body } = await quote(ben, original.id);
        await runJobs();
        const path = `/api/v1/statuses/${original.id}/quotes/${body.id}/revoke`;
        expect((await ask('POST', path, { token: ben.token })).status).toBe(403);
        const other = await post(ana, { status: 'Another' });
        const wrong = `/api/v1/statuses/${other.body.id}/quotes/${body.id}/revoke`;
        expect((await ask('POST', wrong, { token: ana.token })).status).toBe(404);
        for (let i = 0; i < 2; i++) {
            const revoked = await ask<Status>('POST', path, { token: ana.token });
            expect(revoked.body).toMatchObject({ id: body.id, quote: { state: 'revoked' } });
        }
        await runJobs();
        expect((await see(null, original.id)).quotes_count).toBe(0);
        expect(await notificationsOf(ana)).toEqual([]);
        expect((await ask<Status[]>('GET', `/api/v1/statuses/${original.id}/quotes`)).body).toEqual([]);
    });

    test('change on every stream that has them when they are revoked, or what they quote is deleted', async () => {
        const { ana, ben, original } = await aPair();
        const cleo = await signedIn();
        await follow(cleo, ben);
        const { body } = await quote(ben, original.id);
        await runJobs();
        const rooms = [userRoom(cleo.account.id), userRoom(ben.account.id), 'public'];
        await db.insert(streamRooms).values(rooms.map((room) => ({ room })));
        const changes = async () =>
            (await db.select().from(streamEvents))
                .filter(({ event, subjectId }) => event === 'status.update' && subjectId === body.id)
                .map(({ room }) => room)
                .sort();
        const path = `/api/v1/statuses/${original.id}/quotes/${body.id}/revoke`;
        await ask('POST', path, { token: ana.token });
        await runJobs();
        expect(await changes()).toEqual(rooms.toSorted());
        await ask('DELETE', `/api/v1/statuses/${original.id}`, { token: ana.token });
        await runJobs();
        expect(await changes()).toEqual([...rooms, ...rooms].sort());
    });

    test('parallel quotes and revocations keep the count exact', async () => {
        const { ana, ben, original } = await aPair();
        const made = await Promise.all(Array.from({ length: 4 }, () => quote(ben, original.id)));
        const revoke = (id: string) =>
            ask('POST', `/api/v1/statuses/${original.id}/quotes/${id}/revoke`, { token: ana.token });
        await Promise.all(made.slice(0, 2).flatMap(({ body }) => [revoke(body.id), revoke(body.id)]));
        expect((await see(null, original.id)).quotes_count).toBe(2);
    });

    test('stay when the author lets nobody quote from now on', async () => {
        const { ana, ben, original } = await aPair();
        const { body } = await quote(ben, original.id);
        const changed = await ask<Status>('PUT', `/api/v1/statuses/${original.id}/interaction_policy`, {
            token: ana.token,
            json: { quote_approval_policy: 'nobody' },
        });
        expect(changed.body.quote_approval?.automatic).toEqual([]);
        expect((await see(ben, body.id)).quote?.state).toBe('accepted');
        expect((await quote(ben, original.id)).status).toBe(422);
        const notOwn = await ask('PUT', `/api/v1/statuses/${original.id}/interaction_policy`, {
            token: ben.token,
            json: { quote_approval_policy: 'public' },
        });
        expect(notOwn.status).toBe(404);
    });
});

test('a suspended author is quoted no more', async () => {
    const { ana, ben, original } = await aPair();
    const { body } = await quote(ben, original.id);
    await db.update(accounts).set({ suspendedAt: new Date() }).where(eq(accounts.id, ana.account.id));
    expect((await see(null, body.id)).quote).toEqual({ state: 'unauthorized', quoted_status: null });
});
