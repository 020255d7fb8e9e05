/** Who may see what, asked of every route that names a post: PRIV-01, 02, 04, 12 and 16 of the attack cases. */
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type {
    Context,
    GroupedNotificationsResults,
    List,
    Notification,
    Search,
    Status,
} from '$lib/mastodon-api/entities';
import { readConfig, useConfig } from '$lib/server/config';
import { newId } from '$lib/server/db';
import { mentions, polls, roles, tags, statusTags, users, type accounts } from '$lib/server/db/schema';
import { exportRows } from '$lib/server/domain/portability';
import {
    blockAccount,
    followAccount,
    removeFollower,
    unfollowAccount,
} from '$lib/server/domain/relationships';
import { runJobs } from '$lib/server/jobs';
import { AversionMemory } from '$lib/server/streaming/aversion-memory';
import { presentEvent } from '$lib/server/streaming/present-event';
import { apiRoutes, ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aStatus, aToken, anAccount } from '../support/factories';
import { asViewer } from '../support/viewers';

const db = await testDatabase();
useConfig(readConfig({ ATOLL_RATE_LIMITS: 'off' }));

type Person = typeof accounts.$inferSelect;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Every operation on one post, found among the routes. */
const onOnePost: { method: (typeof METHODS)[number]; pattern: string; access: string }[] = [];
for (const { pattern, load } of apiRoutes) {
    if (!pattern.startsWith('/api/v1/statuses/[id]') || pattern.includes('[quoting]')) continue;
    const module = await load();
    for (const method of METHODS) {
        const access = module[method]?.declaration.access;
        if (access) onOnePost.push({ method, pattern, access });
    }
}
const at = (pattern: string, id: string) => pattern.replace('[id]', id).replace('[emoji]', '🌊');
/** For its author alone. */
const OWN = ['/source', '/interaction_policy'];

const VISIBILITIES = ['public', 'unlisted', 'private', 'direct'] as const;
const WATCHERS = [
    'guest',
    'stranger',
    'follower',
    'exFollower',
    'blocked',
    'blocking',
    'mentioned',
    'moderator',
    'author',
] as const;
type Watcher = (typeof WATCHERS)[number];

function maySee(visibility: (typeof VISIBILITIES)[number], watcher: Watcher): boolean {
    if (watcher === 'author') return true;
    if (watcher === 'blocked' || watcher === 'blocking') return false;
    if (visibility === 'public' || visibility === 'unlisted') return true;
    return watcher === 'mentioned' || (visibility === 'private' && watcher === 'follower');
}

/** An author, one post of each kind, and everybody who may or may not see them. */
async function aStage() {
    const people: Partial<Record<Watcher, Person>> = {};
    for (const watcher of WATCHERS) if (watcher !== 'guest') people[watcher] = await anAccount(db);
    const { author, follower, exFollower, blocked, blocking, mentioned } = people as Record<Watcher, Person>;
    const as = ({ id }: Person) => ({ accountId: id });
    for (const fan of [follower, exFollower]) await followAccount(db, as(fan), author.id);
    await unfollowAccount(db, as(exFollower), author.id);
    await blockAccount(db, as(author), blocked.id);
    await blockAccount(db, as(blocking), author.id);
    const roleId = newId();
    await db.insert(roles).values({ id: roleId, name: 'Everything', permissions: -1n });
    await db.update(users).set({ roleId }).where(eq(users.accountId, people.moderator!.id));
    const tagId = newId();
    await db.insert(tags).values({ id: tagId, name: 'sea', displayName: 'sea' });
    const posts = [];
    for (const visibility of VISIBILITIES) {
        const post = await aStatus(db, { by: author, visibility, text: 'whispering' });
        await db.insert(mentions).values({ statusId: post.id, accountId: mentioned.id });
        await db.insert(statusTags).values({ statusId: post.id, tagId });
        const pollId = newId();
        await db.insert(polls).values({
            id: pollId,
            statusId: post.id,
            options: ['a', 'b'],
            counts: [0, 0],
            expiresAt: new Date(Date.now() + 86_400_000),
        });
        posts.push({ ...post, visibility, pollId });
    }
    const watchers = [];
    for (const name of WATCHERS) {
        const person = people[name];
        watchers.push({ name, person, token: person && (await aToken(db, person)) });
    }
    await runJobs();
    return { author, posts, watchers };
}

describe('PRIV-01: a post', () => {
    test('is shown by every route that names it to those who may see it, and exists for nobody else', async () => {
        const { posts, watchers } = await aStage();
        const reading = onOnePost.filter(({ method }) => method === 'GET');
        expect(reading.length).toBeGreaterThan(5);
        for (const post of posts)
            for (const { name, token } of watchers) {
                const allowed = maySee(post.visibility, name);
                const asked = [
                    ...reading.map(({ pattern, access }) => ({ path: at(pattern, post.id), access })),
                    { path: `/api/v1/polls/${post.pollId}`, access: 'public' },
                ];
                for (const { path, access } of asked) {
                    const { status } = await ask('GET', path, { token });
                    const what = `${post.visibility} ${name} ${path}`;
                    if (!token && access === 'user') expect(status, what).toBe(401);
                    else if (!allowed) expect(status, what).toBe(404);
                    else if (name === 'author' || !OWN.some((end) => path.endsWith(end)))
                        expect(status, what).toBe(200);
                }
            }
    });

    test('stands in lists, search, frames and streams only for those who may see it', async () => {
        const { author, posts, watchers } = await aStage();
        for (const { visibility, url } of posts) {
            const { status } = await ask('GET', `/api/oembed?url=${encodeURIComponent(url!)}`);
            expect(status, `${visibility} in a frame`).toBe(maySee(visibility, 'guest') ? 200 : 404);
        }
        for (const { name, person, token } of watchers) {
            const has = async (path: string, id: string) => {
                const { body } = await ask<Status[]>('GET', path, { token });
                return Array.isArray(body) && body.some((status) => status.id === id);
            };
            for (const post of posts) {
                const allowed = maySee(post.visibility, name);
                const what = `${post.visibility} ${name}`;
                const open = allowed && post.visibility === 'public';
                expect(await has('/api/v1/timelines/public', post.id), what).toBe(open);
                expect(await has('/api/v1/timelines/tag/sea', post.id), what).toBe(open);
                expect(await has(`/api/v1/accounts/${author.id}/statuses`, post.id), what).toBe(allowed);
                if (!token || !person) continue;
                const found = await ask<Search>('GET', `/api/v2/search?q=${encodeURIComponent(post.url!)}`, {
                    token,
                });
                expect(found.body.statuses.length > 0, `${what} by its address`).toBe(allowed);
                const viewer = await asViewer(db, person);
                const sources = { db, aversions: new AversionMemory(db) };
                const event = await presentEvent(sources, 'update', post.id, [viewer]);
                expect(event.textFor(viewer, `user:${person.id}`) !== undefined, `${what} live`).toBe(
                    allowed,
                );
            }
        }
    });
});

test('PRIV-02: a post that may not be seen answers like one that never was, whatever is asked', async () => {
    const { posts, watchers } = await aStage();
    const hidden = posts.filter(({ visibility }) => visibility === 'private' || visibility === 'direct');
    const { token, person } = watchers.find(({ name }) => name === 'stranger')!;
    const { body: filter } = await ask<{ id: string }>('POST', '/api/v2/filters', {
        token,
        json: { title: 'x', context: ['home'] },
    });
    const withId: [(typeof METHODS)[number], string, (id: string) => object][] = [
        ['POST', '/api/v1/statuses', (id) => ({ status: 'x', in_reply_to_id: id })],
        ['POST', '/api/v1/statuses', (id) => ({ status: 'x', quoted_status_id: id })],
        ['POST', `/api/v2/filters/${filter.id}/statuses`, (id) => ({ status_id: id })],
    ];
    /** What of an answer can be told apart by who asks. */
    const answer = async (
        method: (typeof METHODS)[number],
        path: string,
        asker: string | undefined,
        json?: object,
        language = 'en',
    ) => {
        const headers = { 'Accept-Language': language };
        const options = { token: asker, headers, ...(json && method !== 'GET' && { json }) };
        const { status, body, headers: said } = await ask(method, path, options);
        said.delete('x-request-id');
        return { status, body, headers: [...said] };
    };
    for (const post of hidden) {
        const never = newId();
        for (const asker of [token, undefined])
            for (const { method, pattern } of onOnePost)
                for (const language of ['en', 'de']) {
                    const [real, none] = [
                        await answer(method, at(pattern, post.id), asker, { status: 'x' }, language),
                        await answer(method, at(pattern, never), asker, { status: 'x' }, language),
                    ];
                    expect(real, `${method} ${pattern}`).toEqual(none);
                    expect([401, 404], `${method} ${pattern}`).toContain(real.status);
                }
        for (const [method, path, jsonOf] of withId)
            expect(await answer(method, path, token, jsonOf(post.id)), path).toEqual(
                await answer(method, path, token, jsonOf(never)),
            );
        expect(await answer('POST', `/api/v1/polls/${post.pollId}/votes`, token, { choices: [0] })).toEqual(
            await answer('POST', `/api/v1/polls/${never}/votes`, token, { choices: [0] }),
        );
        const reported = (id: string) =>
            answer('POST', '/api/v1/reports', token, { account_id: post.accountId, status_ids: [id] });
        expect(await reported(post.id)).toEqual(await reported(never));
    }
    expect(person).toBeDefined();
});

describe('PRIV-04: whoever follows no longer', () => {
    test.each<[string, (author: Person, fan: Person) => Promise<unknown>]>([
        ['because they stopped', (author, fan) => unfollowAccount(db, { accountId: fan.id }, author.id)],
        ['because they were removed', (author, fan) => removeFollower(db, { accountId: author.id }, fan.id)],
        ['because of a block', (author, fan) => blockAccount(db, { accountId: author.id }, fan.id)],
    ])('%s, sees private posts nowhere, from that moment', async (_, part) => {
        const [author, fan] = [await anAccount(db), await anAccount(db)];
        const [token, authors] = [await aToken(db, fan), await aToken(db, author)];
        await followAccount(db, { accountId: fan.id }, author.id, { notify: true });
        const write = async (json: object) =>
            (await ask<Status>('POST', '/api/v1/statuses', { token: authors, json })).body;
        const root = await write({ status: 'for all' });
        const post = await write({
            status: 'between us, xylophone',
            visibility: 'private',
            in_reply_to_id: root.id,
            poll: { options: ['a', 'b'], expires_in: 3600 },
        });
        const boost = await ask<Status>('POST', `/api/v1/statuses/${post.id}/reblog`, {
            token: authors,
            json: { visibility: 'private' },
        });
        const list = await ask<List>('POST', '/api/v1/lists', { token, json: { title: 'x' } });
        await ask('POST', `/api/v1/lists/${list.body.id}/accounts`, {
            token,
            json: { account_ids: [author.id] },
        });
        for (const verb of ['bookmark', 'favourite'])
            await ask('POST', `/api/v1/statuses/${post.id}/${verb}`, { token });
        await runJobs();

        const read = async <T>(path: string) => (await ask<T>('GET', path, { token })).body;
        const holds = (statuses: readonly (Status | null | undefined)[]) =>
            statuses.some((status) => [status?.id, status?.reblog?.id].includes(post.id));
        const found = async (q: string) =>
            holds((await read<Search>(`/api/v2/search?q=${encodeURIComponent(q)}`)).statuses);
        const live = async (id: string) => {
            const viewer = await asViewer(db, fan);
            const sources = { db, aversions: new AversionMemory(db) };
            const event = await presentEvent(sources, 'update', id, [viewer]);
            return event.textFor(viewer, `user:${fan.id}`) !== undefined;
        };
        const seen = async () => ({
            itself: (await ask('GET', `/api/v1/statuses/${post.id}`, { token })).status === 200,
            boost: (await ask('GET', `/api/v1/statuses/${boost.body.id}`, { token })).status === 200,
            history: (await ask('GET', `/api/v1/statuses/${post.id}/history`, { token })).status === 200,
            poll: (await ask('GET', `/api/v1/polls/${post.poll?.id}`, { token })).status === 200,
            thread: holds(
                (await read<Partial<Context>>(`/api/v1/statuses/${root.id}/context`)).descendants ?? [],
            ),
            home: holds(await read<Status[]>('/api/v1/timelines/home')),
            list: holds(await read<Status[]>(`/api/v1/timelines/list/${list.body.id}`)),
            profile: holds(await read<Status[]>(`/api/v1/accounts/${author.id}/statuses`)),
            bookmarks: holds(await read<Status[]>('/api/v1/bookmarks')),
            favourites: holds(await read<Status[]>('/api/v1/favourites')),
            export: (await everyRow(exportRows(db, await asViewer(db, fan), 'bookmarks'))).includes(post.uri),
            notifications: holds(
                (await read<Notification[]>('/api/v1/notifications')).map(({ status }) => status),
            ),
            groups: holds((await read<GroupedNotificationsResults>('/api/v2/notifications')).statuses),
            'search by address': await found(post.url!),
            'search by words': await found('xylophone'),
            live: await live(post.id),
            'boost, live': await live(boost.body.id),
        });
        const everywhere = (sight: boolean) =>
            Object.fromEntries(Object.keys(before).map((surface) => [surface, sight]));
        const before = await seen();
        expect(before).toEqual(everywhere(true));
        await part(author, fan);
        expect(await seen()).toEqual(everywhere(false));
    });
});

/** What an export holds, in one text. */
async function everyRow(rows: AsyncIterable<readonly string[]>): Promise<string> {
    const found: string[] = [];
    for await (const row of rows) found.push(...row);
    return found.join('\n');
}

test('PRIV-12: words in private, direct and blocked posts, and of those who do not consent, are not found', async () => {
    const [viewer, open, closed, mallory] = [
        await anAccount(db),
        await anAccount(db, { indexable: true }),
        await anAccount(db),
        await anAccount(db, { indexable: true }),
    ];
    const token = await aToken(db, viewer);
    await blockAccount(db, { accountId: mallory.id }, viewer.id);
    const write = async (by: Person, visibility: string) =>
        (
            await ask<Status>('POST', '/api/v1/statuses', {
                token: await aToken(db, by),
                json: { status: 'xylophone', visibility },
            })
        ).body.id;
    const found = await write(open, 'public');
    for (const visibility of ['unlisted', 'private', 'direct']) await write(open, visibility);
    await write(closed, 'public');
    await write(mallory, 'public');
    await runJobs();
    const { body } = await ask<Search>('GET', '/api/v2/search?q=xylophone&type=statuses', { token });
    expect(body.statuses.map(({ id }) => id)).toEqual([found]);
});

test('PRIV-16: whoever is blocked reads nothing, does nothing, and is heard of by nobody', async () => {
    const [ana, mallory, cyd] = [await anAccount(db), await anAccount(db), await anAccount(db)];
    const [anas, mallorys] = [await aToken(db, ana), await aToken(db, mallory)];
    await followAccount(db, { accountId: mallory.id }, cyd.id);
    const { body: post } = await ask<Status>('POST', '/api/v1/statuses', {
        token: anas,
        json: { status: 'hello' },
    });
    await blockAccount(db, { accountId: ana.id }, mallory.id);
    const boosters = await aToken(db, cyd);
    const { body: boost } = await ask<Status>('POST', `/api/v1/statuses/${post.id}/reblog`, {
        token: boosters,
    });
    await runJobs();
    const mine = { token: mallorys };
    for (const id of [post.id, boost.id])
        for (const { method, pattern } of onOnePost.filter(({ method }) => method === 'GET'))
            expect((await ask(method, at(pattern, id), mine)).status, pattern).toBe(404);
    const { body: home } = await ask<Status[]>('GET', '/api/v1/timelines/home', mine);
    expect(home).toEqual([]);
    for (const verb of ['favourite', 'reblog', 'bookmark'])
        expect((await ask('POST', `/api/v1/statuses/${post.id}/${verb}`, mine)).status, verb).toBe(404);
    for (const json of [{ in_reply_to_id: post.id }, { quoted_status_id: post.id }])
        expect(
            (await ask('POST', '/api/v1/statuses', { ...mine, json: { status: 'x', ...json } })).status,
        ).toBeGreaterThanOrEqual(400);
    expect((await ask('POST', `/api/v1/accounts/${ana.id}/follow`, mine)).status).toBe(403);
    await ask('POST', '/api/v1/statuses', { ...mine, json: { status: `@${ana.username} you!` } });
    await ask('POST', '/api/v1/reports', { ...mine, json: { account_id: ana.id } });
    await runJobs();
    const { body: told } = await ask<Notification[]>('GET', '/api/v1/notifications?types[]=mention', {
        token: anas,
    });
    expect(told).toEqual([]);
});
