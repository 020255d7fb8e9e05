/**
 * Walks every list of the API by its `Link` header, in both directions, while somebody adds to it: semantics 1 and 2.
 * A list that is new has to be put into LISTS, or the first test says so.
 */
import { describe, expect, test } from 'vitest';
import { parseLinkHeader } from '$lib/mastodon-api/link-header';
import { readConfig, useConfig } from '$lib/server/config';
import { compareIds, newId } from '$lib/server/db';
import * as tables from '$lib/server/db/schema';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aRemoteAccount, anAccount, anAdmin, aStatus, aToken } from '../support/factories';

const db = await testDatabase();
useConfig(readConfig({ ATOLL_RATE_LIMITS: 'off' }));

type Account = Awaited<ReturnType<typeof anAccount>>;

/** A list as it is asked for, and how something new comes into it; `add` tells what it is called there. */
interface List {
    path: string;
    /** Whose list it is, if not Ana's. */
    token?: string;
    add(): Promise<string>;
    /** What an entry is called; its id unless said otherwise. */
    nameOf?(entry: never): string;
    /** Where the entries are, if not the answer itself. */
    entriesOf?(body: never): unknown[];
}

type Scenario = (ana: Account, token: string) => Promise<List> | List;

/** A list of people, paged by the rows that relate them to Ana. */
const people =
    (
        path: (ana: Account) => string,
        relate: (ana: Account, person: Account) => PromiseLike<unknown>,
    ): Scenario =>
    (ana) => ({
        path: path(ana),
        async add() {
            const person = await anAccount(db);
            await relate(ana, person);
            return person.id;
        },
    });

/** A list of posts. */
const posts =
    (path: string, make: (ana: Account) => Promise<() => Promise<string>>): Scenario =>
    async (ana) => ({ path, add: await make(ana) });

const post = (by: Account, given: Partial<Parameters<typeof aStatus>[1]> = {}) =>
    aStatus(db, { by, id: newId(), ...given });

async function aTag(name: string) {
    const [tag] = await db.insert(tables.tags).values({ id: newId(), name, displayName: name }).returning();
    return tag!.id;
}

async function aNotification(ana: Account) {
    const id = newId();
    const from = await anAccount(db);
    await db
        .insert(tables.notifications)
        .values({ id, accountId: ana.id, kind: 'follow-request', fromAccountId: from.id });
    return id;
}

const follow = (from: Account, to: Account) =>
    db.insert(tables.follows).values({ id: newId(), accountId: from.id, targetId: to.id });
const endorse = (ana: Account, person: Account) =>
    db.insert(tables.endorsements).values({ id: newId(), accountId: ana.id, targetId: person.id });

/** The post that people reacted to. */
const onAPost =
    (what: string, react: (person: Account, statusId: string) => PromiseLike<unknown>): Scenario =>
    async (ana) => {
        const status = await post(ana);
        return {
            path: `/api/v1/statuses/${status.id}/${what}`,
            async add() {
                const person = await anAccount(db);
                await react(person, status.id);
                return person.id;
            },
        };
    };

async function aList(ana: Account) {
    const [list] = await db
        .insert(tables.lists)
        .values({ id: newId(), accountId: ana.id, title: 'Friends' })
        .returning();
    return list!.id;
}

const LISTS: Record<string, Scenario> = {
    '/api/atoll/v1/admin/custom_emojis': async () => {
        const domain = `with-${newId()}.test`;
        return {
            token: await aToken(db, await anAdmin(db), ['admin:read']),
            path: `/api/atoll/v1/admin/custom_emojis?remote=true&domain=${domain}`,
            async add() {
                const id = newId();
                const remoteUrl = `https://${domain}/${id}.png`;
                await db
                    .insert(tables.customEmojis)
                    .values({ id, domain, shortcode: `wave${id}`, remoteUrl });
                return id;
            },
        };
    },
    '/api/v1/accounts/[id]/endorsements': people(({ id }) => `/api/v1/accounts/${id}/endorsements`, endorse),
    '/api/v1/accounts/[id]/followers': people(
        ({ id }) => `/api/v1/accounts/${id}/followers`,
        (ana, person) => follow(person, ana),
    ),
    '/api/v1/accounts/[id]/following': people(({ id }) => `/api/v1/accounts/${id}/following`, follow),
    '/api/v1/accounts/[id]/statuses': (ana) => ({
        path: `/api/v1/accounts/${ana.id}/statuses`,
        add: async () => (await post(ana)).id,
    }),
    '/api/v1/blocks': people(
        () => '/api/v1/blocks',
        (ana, person) =>
            db.insert(tables.blocks).values({ id: newId(), accountId: ana.id, targetId: person.id }),
    ),
    '/api/v1/bookmarks': posts('/api/v1/bookmarks', async (ana) => {
        const bob = await anAccount(db);
        return async () => {
            const { id } = await post(bob);
            await db.insert(tables.bookmarks).values({ id: newId(), accountId: ana.id, statusId: id });
            return id;
        };
    }),
    '/api/v1/conversations': (ana) => ({
        path: '/api/v1/conversations',
        async add() {
            const bob = await anAccount(db);
            const [conversationId, id] = [newId(), newId()];
            await db.insert(tables.conversations).values({ id: conversationId });
            const status = await post(bob, { visibility: 'direct', conversationId });
            await db.insert(tables.mentions).values({ statusId: status.id, accountId: ana.id });
            await db.insert(tables.conversationParticipants).values({
                id,
                conversationId,
                accountId: ana.id,
                otherAccountIds: [bob.id],
                lastStatusId: status.id,
            });
            return id;
        },
    }),
    '/api/v1/domain_blocks': (ana) => ({
        path: '/api/v1/domain_blocks',
        async add() {
            const id = newId();
            await db.insert(tables.domainBlocks).values({ id, accountId: ana.id, domain: `d${id}.test` });
            return `d${id}.test`;
        },
        nameOf: (domain: string) => domain,
    }),
    '/api/v1/endorsements': people(() => '/api/v1/endorsements', endorse),
    '/api/v1/favourites': posts('/api/v1/favourites', async (ana) => {
        const bob = await anAccount(db);
        return async () => {
            const { id } = await post(bob);
            await db.insert(tables.favourites).values({ id: newId(), accountId: ana.id, statusId: id });
            return id;
        };
    }),
    '/api/v1/follow_requests': people(
        () => '/api/v1/follow_requests',
        (ana, person) =>
            db.insert(tables.followRequests).values({ id: newId(), accountId: person.id, targetId: ana.id }),
    ),
    '/api/v1/followed_tags': (ana) => ({
        path: '/api/v1/followed_tags',
        async add() {
            const name = `tag${newId()}`;
            const tagId = await aTag(name);
            await db.insert(tables.followedTags).values({ id: newId(), accountId: ana.id, tagId });
            return name;
        },
        nameOf: ({ name }: { name: string }) => name,
    }),
    '/api/v1/lists/[id]/accounts': async (ana) => {
        const listId = await aList(ana);
        return {
            path: `/api/v1/lists/${listId}/accounts`,
            async add() {
                const person = await anAccount(db);
                await db.insert(tables.listAccounts).values({ listId, accountId: person.id });
                return person.id;
            },
        };
    },
    '/api/v1/mutes': people(
        () => '/api/v1/mutes',
        (ana, person) =>
            db.insert(tables.mutes).values({ id: newId(), accountId: ana.id, targetId: person.id }),
    ),
    '/api/v1/notifications': (ana) => ({ path: '/api/v1/notifications', add: () => aNotification(ana) }),
    '/api/v1/notifications/requests': (ana) => ({
        path: '/api/v1/notifications/requests',
        async add() {
            const [id, from] = [newId(), await aRemoteAccount(db)];
            await db
                .insert(tables.notificationRequests)
                .values({ id, accountId: ana.id, fromAccountId: from.id, count: 1 });
            return id;
        },
    }),
    '/api/v1/statuses/[id]/favourited_by': onAPost('favourited_by', (person, statusId) =>
        db.insert(tables.favourites).values({ id: newId(), accountId: person.id, statusId }),
    ),
    '/api/v1/statuses/[id]/reblogged_by': onAPost('reblogged_by', (person, boostOfId) =>
        post(person, { boostOfId }),
    ),
    '/api/v1/statuses/[id]/quotes': async (ana) => {
        const [bob, quoted] = [await anAccount(db), await post(ana)];
        return {
            path: `/api/v1/statuses/${quoted.id}/quotes`,
            add: async () => (await post(bob, { quoteOfId: quoted.id, quoteState: 'accepted' })).id,
        };
    },
    '/api/v1/scheduled_statuses': (ana, token) => ({
        path: '/api/v1/scheduled_statuses',
        async add() {
            const scheduled_at = new Date(Date.now() + 3_600_000).toISOString();
            const json = { status: 'Later', scheduled_at };
            return (await ask<{ id: string }>('POST', '/api/v1/statuses', { token, json })).body.id;
        },
    }),
    '/api/v1/interaction_requests': async (ana) => {
        const status = await post(ana);
        return {
            path: '/api/v1/interaction_requests',
            async add() {
                const [id, from] = [newId(), await anAccount(db)];
                await db.insert(tables.interactionRequests).values({
                    id,
                    accountId: ana.id,
                    fromAccountId: from.id,
                    statusId: status.id,
                    kind: 'favourite',
                });
                return id;
            },
        };
    },
    '/api/v1/tokens': (ana) => ({
        path: '/api/v1/tokens',
        async add() {
            await aToken(db, ana);
            const tokens = await db.select({ id: tables.oauthTokens.id }).from(tables.oauthTokens);
            return tokens.map(({ id }) => id).reduce((a, b) => (compareIds(a, b) > 0 ? a : b));
        },
    }),
    '/api/v1/timelines/direct': posts('/api/v1/timelines/direct', async (ana) => async () => {
        return (await post(ana, { visibility: 'direct' })).id;
    }),
    '/api/v1/timelines/home': posts('/api/v1/timelines/home', async (ana) => async () => {
        const { id } = await post(ana);
        await db.insert(tables.homeFeed).values({ accountId: ana.id, statusId: id, authorId: ana.id });
        return id;
    }),
    '/api/v1/timelines/link': async (ana) => {
        const cardId = newId();
        await db.insert(tables.previewCards).values({ id: cardId, url: 'https://blog.test/a', title: 'A' });
        return {
            path: '/api/v1/timelines/link?url=https%3A%2F%2Fblog.test%2Fa',
            async add() {
                const { id } = await post(ana);
                await db.insert(tables.statusCards).values({ statusId: id, cardId });
                return id;
            },
        };
    },
    '/api/v1/timelines/list/[id]': async (ana) => {
        const listId = await aList(ana);
        const bob = await anAccount(db);
        await db.insert(tables.listAccounts).values({ listId, accountId: bob.id });
        return { path: `/api/v1/timelines/list/${listId}`, add: async () => (await post(bob)).id };
    },
    '/api/v1/timelines/public': posts('/api/v1/timelines/public', async () => {
        const bob = await anAccount(db);
        return async () => (await post(bob)).id;
    }),
    '/api/v1/timelines/tag/[tag]': async () => {
        const [bob, tagId] = [await anAccount(db), await aTag('reefs')];
        return {
            path: '/api/v1/timelines/tag/reefs',
            async add() {
                const { id } = await post(bob);
                await db.insert(tables.statusTags).values({ statusId: id, tagId });
                return id;
            },
        };
    },
    '/api/v2/notifications': (ana) => ({
        path: '/api/v2/notifications',
        add: async () => `ungrouped-${await aNotification(ana)}`,
        entriesOf: (body: { notification_groups: unknown[] }) => body.notification_groups,
        nameOf: (group: { group_key: string }) => group.group_key,
    }),
};

const sources = import.meta.glob<string>('/src/routes/api/**/+server.ts', {
    eager: true,
    query: '?raw',
    import: 'default',
});

const paged = Object.entries(sources)
    .filter(([, source]) => source.includes('respondWithPage('))
    .map(([file]) => file.replace(/^\/src\/routes|\/\+server\.ts$/g, ''));

test('every list that is paged is walked here', () => {
    expect(paged.filter((pattern) => !(pattern in LISTS))).toEqual([]);
});

interface Page {
    names: string[];
    next?: string;
    prev?: string;
    link: string | null;
}

async function pageAt(list: List, token: string, path: string): Promise<Page> {
    const { status, body, headers } = await ask<never>('GET', path, { token: list.token ?? token });
    expect(status).toBe(200);
    const link = headers.get('link');
    const { next, prev } = parseLinkHeader(link);
    const entries = (list.entriesOf?.(body) ?? body) as never[];
    const local = (address: string | undefined) => address?.replace(/^https?:\/\/[^/]+/, '');
    return {
        names: entries.map((entry) => list.nameOf?.(entry) ?? (entry as { id: string }).id),
        next: local(next),
        prev: local(prev),
        link,
    };
}

describe.each(Object.entries(LISTS).filter(([pattern]) => paged.includes(pattern)))('%s', (_, scenario) => {
    test('is walked to its end and back while it grows: nothing twice, nothing missing', async () => {
        const ana = await anAccount(db);
        const token = await aToken(db, ana);
        const list = await scenario(ana, token);
        const first = `${list.path}${list.path.includes('?') ? '&' : '?'}limit=2&also[]=kept`;

        // Only the list of tokens is never empty: there is the one that asks.
        const before = await pageAt(list, token, first);
        expect(before.link === null).toBe(before.names.length === 0);
        expect(before.names.length).toBe(list.path === '/api/v1/tokens' ? 1 : 0);

        const oldestFirst = [...before.names];
        for (let i = 0; i < 5; i++) oldestFirst.push(await list.add());
        const newestFirst = oldestFirst.toReversed();

        const forward: string[] = [];
        let last: Page | undefined;
        for (let path: string | undefined = first; path;) {
            const page: Page = await pageAt(list, token, path);
            if (page.names.length === 0) {
                expect(page.link).toBeNull();
                break;
            }
            expect(page.names.length).toBeLessThanOrEqual(2);
            expect(page.next).toMatch(/[?&]max_id=\d+/);
            expect(page.prev).toMatch(/[?&]min_id=\d+/);
            expect(page.link).not.toContain('since_id');
            for (const kept of [/[?&]limit=2/, /also(\[\]|%5B%5D)=kept/]) {
                expect(page.next).toMatch(kept);
                expect(page.prev).toMatch(kept);
            }
            forward.push(...page.names);
            // What is added meanwhile stands before everything that is still to be read.
            if (forward.length === 2) oldestFirst.push(await list.add(), await list.add());
            last = page;
            path = page.next;
        }
        expect(forward).toEqual(newestFirst);

        const backward = [...(last?.names ?? [])];
        for (let path = last?.prev; path;) {
            const page = await pageAt(list, token, path);
            backward.unshift(...page.names);
            path = page.names.length > 0 ? page.prev : undefined;
        }
        expect(backward).toEqual(oldestFirst.toReversed());
    });
});

/** The usual and the largest page, as the documentation tells them. */
const SIZES: Record<string, [number, number]> = {
    '/api/v1/domain_blocks': [100, 200],
    '/api/v1/followed_tags': [100, 200],
    '/api/v1/bookmarks': [20, 40],
    '/api/v1/favourites': [20, 40],
    '/api/v1/conversations': [20, 40],
    '/api/v1/accounts/[id]/statuses': [20, 40],
};

test.each(['/api/v1/accounts/[id]/followers', '/api/v1/bookmarks', '/api/v1/notifications'])(
    '%s is never longer than it may be, whatever is asked for, and never empty for a limit of nothing',
    async (pattern) => {
        const ana = await anAccount(db);
        const token = await aToken(db, ana);
        const list = await LISTS[pattern]!(ana, token);
        const [usual, most] = SIZES[pattern] ?? [40, 80];
        for (let i = 0; i < most + 1; i++) await list.add();
        const sizeFor = async (query: string) => (await pageAt(list, token, list.path + query)).names.length;
        expect(await sizeFor('')).toBe(usual);
        expect(await sizeFor('?limit=1000000')).toBe(most);
        expect(await sizeFor('?limit=-5')).toBe(1);
        expect(await ask('GET', `${list.path}?limit=many`, { token })).toMatchObject({ status: 422 });
    },
);
