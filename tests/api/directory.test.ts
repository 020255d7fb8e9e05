/** Finding people: the directory, suggestions, and what a server without some features answers. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Account, DomainBlock, Status, Suggestion } from '$lib/mastodon-api/entities';
import { newId } from '$lib/server/db';
import {
    accounts,
    blocks,
    domainBlocks,
    domainPolicies,
    follows,
    instances,
    mentions,
    mutes,
    users,
} from '$lib/server/db/schema';
import { changeSetting } from '$lib/server/domain/instance';
import { eq } from 'drizzle-orm';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aRemoteAccount, aStatus, aToken } from '../support/factories';

const db = await testDatabase();
type Person = typeof accounts.$inferSelect;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const findable = { discoverable: true };
const follow = (by: Person, ...targets: Person[]) =>
    db.insert(follows).values(targets.map((to) => ({ id: newId(), accountId: by.id, targetId: to.id })));
const names = (list: Account[]) => list.map(({ username }) => username);

async function signedIn() {
    const account = await anAccount(db);
    return { account, token: await aToken(db, account) };
}

describe('the directory', () => {
    const directory = async (query = '', token?: string) =>
        names((await ask<Account[]>('GET', `/api/v1/directory${query}`, { token })).body);

    test('lists those who want to be found, who posted last first', async () => {
        await anAccount(db, { username: 'quiet', ...findable });
        await anAccount(db, { username: 'older', ...findable, lastStatusAt: new Date('2026-01-01') });
        await anAccount(db, { username: 'newer', ...findable, lastStatusAt: new Date('2026-02-01') });
        await anAccount(db, { username: 'shy', discoverable: false });
        await anAccount(db, { username: 'unsaid' });
        expect(await directory()).toEqual(['newer', 'older', 'quiet']);
        expect(await directory('?order=new')).toEqual(['newer', 'older', 'quiet']);
        expect(await directory('?limit=1&offset=1')).toEqual(['older']);
    });

    test('tells those who came last first when asked so, and members only when asked so', async () => {
        await anAccount(db, { username: 'first', ...findable, lastStatusAt: new Date() });
        await aRemoteAccount(db, { username: 'far', ...findable });
        expect(await directory('?order=new')).toEqual(['far', 'first']);
        expect(await directory('?order=new&local=true')).toEqual(['first']);
    });

    test('leaves out who is limited, suspended, gone elsewhere, remembered or not admitted', async () => {
        const { account } = await signedIn();
        const now = new Date();
        await anAccount(db, { ...findable, silencedAt: now });
        await anAccount(db, { ...findable, suspendedAt: now });
        await anAccount(db, { ...findable, movedToId: account.id });
        await anAccount(db, { ...findable, memorial: true });
        const applicant = await anAccount(db, findable);
        await db.update(users).set({ approvedAt: null }).where(eq(users.accountId, applicant.id));
        expect(await directory()).toEqual([]);
    });

    test('shows nobody whom a block, a mute or a refused domain keeps away', async () => {
        const { account, token } = await signedIn();
        const [muted, blocked, blocking] = [
            await anAccount(db, findable),
            await anAccount(db, findable),
            await anAccount(db, findable),
        ];
        await aRemoteAccount(db, { ...findable, domain: 'refused.test' });
        await db.insert(mutes).values({ id: newId(), accountId: account.id, targetId: muted.id });
        await db.insert(blocks).values([
            { id: newId(), accountId: account.id, targetId: blocked.id },
            { id: newId(), accountId: blocking.id, targetId: account.id },
        ]);
        await db.insert(domainBlocks).values({ id: newId(), accountId: account.id, domain: 'refused.test' });
        expect(await directory('', token)).toEqual([]);
        expect(await directory()).toHaveLength(4);
    });
});

describe('suggestions', () => {
    const suggestions = async (token: string) =>
        (await ask<Suggestion[]>('GET', '/api/v2/suggestions', { token })).body.map(
            ({ account, sources, source }) => [account.username, source, ...sources],
        );

    test('name whom the staff names, then whom friends follow, then whom many follow', async () => {
        const { account, token } = await signedIn();
        const friend = await anAccount(db);
        const theirs = await anAccount(db, { username: 'theirs', ...findable });
        await anAccount(db, { username: 'known', ...findable, followersCount: 9 });
        await anAccount(db, { username: 'named' });
        await follow(account, friend);
        await follow(friend, theirs, account);
        await changeSetting(db, 'suggestedPeople', '@named, nobody-here');
        expect(await suggestions(token)).toEqual([
            ['named', 'staff', 'featured'],
            ['theirs', 'past_interactions', 'friends_of_friends'],
            ['known', 'global', 'most_followed'],
        ]);
        const { body } = await ask<Account[]>('GET', '/api/v1/suggestions', { token });
        expect(names(body)).toEqual(['named', 'theirs', 'known']);
    });

    test('name nobody who is followed, asked, blocked, muted, dismissed, oneself, or does not want it', async () => {
        const { account, token } = await signedIn();
        const known = { ...findable, followersCount: 5 };
        const followed = await anAccount(db, known);
        const muted = await anAccount(db, known);
        const blocking = await anAccount(db, known);
        const dismissed = await anAccount(db, known);
        await anAccount(db, { followersCount: 5 });
        await db.update(accounts).set(known).where(eq(accounts.id, account.id));
        await follow(account, followed);
        await db.insert(mutes).values({ id: newId(), accountId: account.id, targetId: muted.id });
        await db.insert(blocks).values({ id: newId(), accountId: blocking.id, targetId: account.id });
        expect(await suggestions(token)).toHaveLength(1);
        for (let twice = 0; twice < 2; twice++)
            expect(await ask('DELETE', `/api/v1/suggestions/${dismissed.id}`, { token })).toMatchObject({
                status: 200,
                body: {},
            });
        expect(await suggestions(token)).toEqual([]);
    });

    test('tell nothing of whom somebody follows who hides it', async () => {
        const { account, token } = await signedIn();
        const friend = await anAccount(db, { hidesCollections: true });
        await follow(account, friend);
        await follow(friend, await anAccount(db, findable));
        expect(await suggestions(token)).toEqual([]);
    });
});

test('the direct timeline has the direct posts one wrote or is addressed by, and pages', async () => {
    const { account, token } = await signedIn();
    const bob = await anAccount(db);
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
    const mine = await aStatus(db, { by: account, visibility: 'direct', at: at(1) });
    const toMe = await aStatus(db, { by: bob, visibility: 'direct', at: at(2) });
    await aStatus(db, { by: bob, visibility: 'direct', at: at(3) });
    const open = await aStatus(db, { by: bob, at: at(4) });
    await db.insert(mentions).values([
        { statusId: toMe.id, accountId: account.id },
        { statusId: open.id, accountId: account.id },
    ]);
    const { body, headers } = await ask<Status[]>('GET', '/api/v1/timelines/direct?limit=1', { token });
    expect(body.map(({ id }) => id)).toEqual([toMe.id]);
    const next = /<([^>]+)>; rel="next"/.exec(headers.get('Link') ?? '')?.[1] ?? '';
    const { pathname, search } = new URL(next);
    const older = await ask<Status[]>('GET', pathname + search, { token });
    expect(older.body.map(({ id }) => id)).toEqual([mine.id]);
});

describe('which servers are limited', () => {
    const limited = async (token?: string) =>
        (await ask<DomainBlock[]>('GET', '/api/v1/instance/domain_blocks', { token })).body;

    test('is told to whom the community wants to tell it, the hidden ones by their digest', async () => {
        const { token } = await signedIn();
        await db.insert(domainPolicies).values([
            { domain: 'spam.test', id: newId(), severity: 'suspend', publicComment: 'Spam' },
            { domain: 'hidden.test', id: newId(), severity: 'silence', obfuscated: true },
            { domain: 'fine.test', id: newId(), severity: 'allow' },
        ]);
        expect(await limited(token)).toEqual([]);
        await changeSetting(db, 'blocksShownTo', 'members');
        expect(await limited()).toEqual([]);
        expect(await limited(token)).toHaveLength(2);
        await changeSetting(db, 'blocksShownTo', 'everybody');
        expect(await limited()).toMatchObject([
            { domain: 'hi****.**st', digest: sha256('hidden.test'), severity: 'silence' },
            { domain: 'spam.test', severity: 'suspend', comment: 'Spam' },
        ]);
    });
});

test('servers are found by the beginning of their name', async () => {
    await db
        .insert(instances)
        .values([{ domain: 'reef.test' }, { domain: 'rea_f.test' }, { domain: 'x.test' }]);
    const found = async (q: string) => (await ask('GET', `/api/v1/peers/search?q=${q}`)).body;
    expect(await found('REE')).toEqual(['reef.test']);
    expect(await found('rea_')).toEqual(['rea_f.test']);
    expect(await found('re%')).toEqual([]);
    expect(await found('')).toEqual([]);
});

describe('what this server does not have', () => {
    test.each([
        ['/api/v1/annual_reports', 200, { annual_reports: [], accounts: [], statuses: [] }],
        ['/api/v1/annual_reports/2026/state', 200, { state: 'ineligible' }],
        ['/api/v1/annual_reports/2026', 404, { error: 'Record not found' }],
        ['/api/v1_alpha/async_refreshes/abc', 404, { error: 'Record not found' }],
        ['/api/v1/collections/1', 404, { error: 'Record not found' }],
        ['/api/v1/donation_campaigns', 204, undefined],
    ])('%s answers %i', async (path, status, body) => {
        const { token } = await signedIn();
        expect(await ask('GET', path, { token })).toMatchObject({ status, body });
    });

    test('collections of a person are an empty list, of nobody not found', async () => {
        const { account, token } = await signedIn();
        for (const list of ['collections', 'in_collections']) {
            const of = (id: string) => ask('GET', `/api/v1/accounts/${id}/${list}`, { token });
            expect((await of(account.id)).body).toEqual({ collections: [] });
            expect((await of('1')).status).toBe(404);
        }
    });
});
