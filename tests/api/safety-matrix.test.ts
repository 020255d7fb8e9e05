/** What a member asked not to meet is gone from every surface at once, and comes back when they change their mind. */
import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type {
    Account,
    Context,
    Conversation,
    GroupedNotificationsResults,
    List,
    Notification,
    Search,
    Status,
} from '$lib/mastodon-api/entities';
import { inTransaction, newId } from '$lib/server/db';
import {
    type accounts,
    favourites,
    follows,
    listAccounts,
    mentions,
    mutes,
    statusTags,
    tags,
    type statuses,
} from '$lib/server/db/schema';
import { endMutes } from '$lib/server/domain/relationships';
import { emit, type Fact } from '$lib/server/events';
import { runJobs } from '$lib/server/jobs';
import { AversionMemory } from '$lib/server/streaming/aversion-memory';
import { presentEvent } from '$lib/server/streaming/present-event';
import { userRoom } from '$lib/server/streaming/publish';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { aRemoteAccount, aStatus, aToken, anAccount } from '../support/factories';
import { asViewer } from '../support/viewers';

const db = await testDatabase();

type Person = typeof accounts.$inferSelect;
type Post = typeof statuses.$inferSelect;
type Sight = 'shown' | 'filtered' | 'absent';

const A_MINUTE_AGO = () => new Date(Date.now() - 60_000);

async function happen(...facts: Fact[]): Promise<void> {
    await inTransaction(db, (tx) => emit(tx, ...facts));
    await runJobs();
}

async function follow(follower: Person, followed: Person): Promise<void> {
    const pair = { accountId: follower.id, targetId: followed.id };
    await db
        .insert(follows)
        .values({ id: newId(), ...pair })
        .onConflictDoNothing();
    await happen({ type: 'account.followed', ...pair });
}

/** Bob writes, boosts, likes, answers and mentions; Ana follows him, and has him in a list. */
async function aWorld({ remote = false } = {}) {
    const [ana, cyd] = [await anAccount(db), await anAccount(db)];
    const bob = await (remote ? aRemoteAccount : anAccount)(db, { indexable: true, locked: false });
    await follow(ana, bob);
    const token = await aToken(db, ana);
    const list = (await ask<List>('POST', '/api/v1/lists', { token, json: { title: 'Sea' } })).body.id;
    await db.insert(listAccounts).values({ listId: list, accountId: bob.id });

    const at = A_MINUTE_AGO();
    const root = await aStatus(db, { by: cyd, at, text: 'neutral' });
    const own = await aStatus(db, { by: ana, at });
    const post = await aStatus(db, { by: bob, at, text: 'the carp swims' });
    const answer = await aStatus(db, {
        by: bob,
        at,
        text: 'carp',
        inReplyToId: root.id,
        inReplyToAccountId: cyd.id,
        conversationId: root.id,
    });
    const boosted = await aStatus(db, { by: cyd, at, text: 'boosted carp' });
    const boost = await aStatus(db, { by: bob, at, boostOfId: boosted.id });
    const boostOfOwn = await aStatus(db, { by: bob, at, boostOfId: own.id });
    const mention = await aStatus(db, { by: bob, at, text: 'carp for you', conversationId: newId() });
    const direct = await aStatus(db, {
        by: bob,
        at,
        text: 'a secret carp',
        visibility: 'direct',
        conversationId: newId(),
    });
    for (const { id: statusId } of [mention, direct])
        await db.insert(mentions).values({ statusId, accountId: ana.id });
    const tagId = newId();
    await db.insert(tags).values({ id: tagId, name: 'sea', displayName: 'sea' });
    await db.insert(statusTags).values({ statusId: post.id, tagId });
    await db.insert(favourites).values({ id: newId(), accountId: bob.id, statusId: own.id });
    await happen(
        ...[post, answer, mention, direct].map(
            ({ id }) => ({ type: 'status.created', statusId: id }) as const,
        ),
        { type: 'status.boosted', statusId: boost.id },
        { type: 'status.boosted', statusId: boostOfOwn.id },
        { type: 'status.favourited', statusId: own.id, accountId: bob.id },
    );
    return { ana, bob, cyd, token, list, root, own, post, answer, boost, mention, direct };
}
type World = Awaited<ReturnType<typeof aWorld>>;

function among(entities: readonly Status[], { id }: Post): Sight {
    const status = entities.find((one) => one.id === id);
    if (!status) return 'absent';
    return status.filtered?.length ? 'filtered' : 'shown';
}

const timeline =
    (pathOf: (world: World) => string, postOf: (world: World) => Post) =>
    async (world: World): Promise<Sight> => {
        const { status, body } = await ask<Status[]>('GET', pathOf(world), { token: world.token });
        expect(status).toBe(200);
        return among(body, postOf(world));
    };

const people = (pathOf: (world: World) => string) => async (world: World) => {
    const { body } = await ask<Account[]>('GET', pathOf(world), { token: world.token });
    return body.some(({ id }) => id === world.bob.id) ? 'shown' : 'absent';
};

const stream = (postOf: (world: World) => Post) => async (world: World) => {
    const viewer = await asViewer(db, world.ana);
    const sources = { db, aversions: new AversionMemory(db) };
    const presented = await presentEvent(sources, 'update', postOf(world).id, [viewer]);
    return presented.textFor(viewer, userRoom(world.ana.id)) ? 'shown' : 'absent';
};

const post = ({ post }: World) => post;
const boost = ({ boost }: World) => boost;

const SURFACES = {
    home: timeline(() => '/api/v1/timelines/home', post),
    'boosts at home': timeline(() => '/api/v1/timelines/home', boost),
    list: timeline(({ list }) => `/api/v1/timelines/list/${list}`, post),
    'boosts in a list': timeline(({ list }) => `/api/v1/timelines/list/${list}`, boost),
    public: timeline(() => '/api/v1/timelines/public', post),
    tag: timeline(() => '/api/v1/timelines/tag/sea', post),
    profile: timeline(({ bob }) => `/api/v1/accounts/${bob.id}/statuses`, post),
    async thread({ token, root, answer }: World) {
        const { body } = await ask<Context>('GET', `/api/v1/statuses/${root.id}/context`, { token });
        return among(body.descendants, answer);
    },
    async notifications({ token, bob, mention }: World) {
        const { body } = await ask<Notification[]>('GET', '/api/v1/notifications', { token });
        const theirs = body.filter(({ account }) => account.id === bob.id);
        const posts = theirs.flatMap(({ status }) => status ?? []);
        return theirs.length > 0 && among(posts, mention) === 'filtered'
            ? 'filtered'
            : theirs.length > 0
              ? 'shown'
              : 'absent';
    },
    async 'grouped notifications'({ token, bob, mention }: World) {
        const { body } = await ask<GroupedNotificationsResults>('GET', '/api/v2/notifications', { token });
        const theirs = body.notification_groups.filter(({ sample_account_ids: ids }) => ids.includes(bob.id));
        if (theirs.length === 0) return 'absent';
        return among(body.statuses, mention) === 'filtered' ? 'filtered' : 'shown';
    },
    async search({ token, post }: World) {
        const { body } = await ask<Search>('GET', '/api/v2/search?q=swims&type=statuses', { token });
        return among(body.statuses, post);
    },
    async conversations({ token, direct }: World) {
        const { body } = await ask<Conversation[]>('GET', '/api/v1/conversations', { token });
        return among(
            body.flatMap(({ last_status }) => last_status ?? []),
            direct,
        );
    },
    'who liked it': people(({ own }) => `/api/v1/statuses/${own.id}/favourited_by`),
    'who boosted it': people(({ own }) => `/api/v1/statuses/${own.id}/reblogged_by`),
    stream: stream(post),
    'boosts in the stream': stream(boost),
} satisfies Record<string, (world: World) => Promise<Sight>>;

type Surface = keyof typeof SURFACES;
const NAMES = Object.keys(SURFACES) as Surface[];

/** The same on every surface, but for some. */
const everywhere = (sight: Sight, others: Partial<Record<Surface, Sight>> = {}): Record<Surface, Sight> =>
    ({ ...Object.fromEntries(NAMES.map((name) => [name, sight])), ...others }) as Record<Surface, Sight>;

async function sights(world: World): Promise<Record<string, Sight>> {
    const seen: [string, Sight][] = [];
    for (const name of NAMES) seen.push([name, await SURFACES[name](world)]);
    return Object.fromEntries(seen);
}

const onBob =
    (verb: string, json: object = {}) =>
    async (world: World) => {
        const path = `/api/v1/accounts/${world.bob.id}/${verb}`;
        expect(await ask('POST', path, { token: world.token, json })).toMatchObject({ status: 200 });
    };

/** What was severed stays so until Ana follows again, and what she was told of him is gone for good. */
const followAgain = async (world: World) => {
    await follow(world.ana, world.bob);
    await db.insert(listAccounts).values({ listId: world.list, accountId: world.bob.id });
};
const FORGOTTEN = { notifications: 'absent', 'grouped notifications': 'absent' } as const;

interface Case {
    remote?: boolean;
    act: (world: World) => Promise<unknown>;
    then: Record<Surface, Sight>;
    undo: (world: World) => Promise<unknown>;
    /** How it looks after that; everything shown unless given. */
    after?: Record<Surface, Sight>;
}

const CASES: Record<string, Case> = {
    'a block': {
        act: onBob('block'),
        then: everywhere('absent'),
        undo: async (world) => (await onBob('unblock')(world), followAgain(world)),
        after: everywhere('shown', FORGOTTEN),
    },
    'a block by the other': {
        act: async ({ ana, bob }) =>
            ask('POST', `/api/v1/accounts/${ana.id}/block`, { token: await aToken(db, bob) }),
        then: everywhere('absent'),
        undo: async (world) => {
            const token = await aToken(db, world.bob);
            await ask('POST', `/api/v1/accounts/${world.ana.id}/unblock`, { token });
            await followAgain(world);
        },
        after: everywhere('shown', FORGOTTEN),
    },
    'a mute': {
        act: onBob('mute'),
        then: everywhere('absent', { profile: 'shown' }),
        undo: onBob('unmute'),
    },
    'a mute that leaves notifications': {
        act: onBob('mute', { notifications: false }),
        then: everywhere('absent', {
            profile: 'shown',
            notifications: 'shown',
            'grouped notifications': 'shown',
        }),
        undo: onBob('unmute'),
    },
    'refusing a domain': {
        remote: true,
        act: ({ bob, token }) =>
            ask('POST', '/api/v1/domain_blocks', { token, json: { domain: bob.domain } }),
        then: everywhere('absent', { profile: 'shown' }),
        undo: async (world) => {
            const path = `/api/v1/domain_blocks?domain=${world.bob.domain}`;
            await ask('DELETE', path, { token: world.token });
            await followAgain(world);
        },
        after: everywhere('shown', FORGOTTEN),
    },
    'hiding boosts': {
        act: onBob('follow', { reblogs: false }),
        then: everywhere('shown', {
            'boosts at home': 'absent',
            'boosts in a list': 'absent',
            'boosts in the stream': 'absent',
        }),
        undo: onBob('follow', { reblogs: true }),
    },
    'a filter that hides': {
        act: ({ token }) =>
            ask('POST', '/api/v2/filters', {
                token,
                json: {
                    title: 'Fish',
                    context: ['home'],
                    filter_action: 'hide',
                    keywords_attributes: [{ keyword: 'CARP' }],
                },
            }),
        then: everywhere('filtered', {
            'who liked it': 'shown',
            'who boosted it': 'shown',
            stream: 'shown',
            'boosts in the stream': 'shown',
        }),
        undo: async ({ token }) => {
            const { body } = await ask<{ id: string }[]>('GET', '/api/v2/filters', { token });
            for (const { id } of body) await ask('DELETE', `/api/v2/filters/${id}`, { token });
        },
    },
};

describe.each(Object.entries(CASES))('%s', (_, { remote, act, then, undo, after }) => {
    test('holds on every surface at once, and is undone on every surface', async () => {
        const world = await aWorld({ remote });
        expect(await sights(world)).toEqual(everywhere('shown'));
        await act(world);
        await runJobs();
        expect(await sights(world)).toEqual(then);
        await undo(world);
        await runJobs();
        expect(await sights(world)).toEqual(after ?? everywhere('shown'));
    });
});

test('a muted thread is no more news, and is again once it is not', async () => {
    const { token, ana, bob, mention } = await aWorld();
    const told = async () =>
        (await ask<Notification[]>('GET', '/api/v1/notifications', { token })).body.length;
    const goOn = async () => {
        const next = await aStatus(db, {
            by: bob,
            inReplyToId: mention.id,
            inReplyToAccountId: bob.id,
            conversationId: mention.conversationId,
        });
        await db.insert(mentions).values({ statusId: next.id, accountId: ana.id });
        await happen({ type: 'status.created', statusId: next.id });
    };
    const before = await told();
    await ask('POST', `/api/v1/statuses/${mention.id}/mute`, { token });
    await goOn();
    expect(await told()).toBe(before);
    await ask('POST', `/api/v1/statuses/${mention.id}/unmute`, { token });
    await goOn();
    expect(await told()).toBe(before + 1);
});

test('what was posted while somebody was muted is at home once they are not, also when the mute ends by itself', async () => {
    const { ana, bob, token } = await aWorld();
    const home = async () =>
        (await ask<Status[]>('GET', '/api/v1/timelines/home', { token })).body.map(({ id }) => id);
    const write = async () => {
        const written = await aStatus(db, { by: bob });
        await happen({ type: 'status.created', statusId: written.id });
        return written.id;
    };
    await onBob('mute')({ ana, bob, token } as World);
    const during = await write();
    expect(await home()).not.toContain(during);
    await onBob('unmute')({ ana, bob, token } as World);
    await runJobs();
    expect(await home()).toContain(during);

    await onBob('mute', { duration: 3_600 })({ ana, bob, token } as World);
    const meanwhile = await write();
    await db
        .update(mutes)
        .set({ expiresAt: A_MINUTE_AGO() })
        .where(and(eq(mutes.accountId, ana.id), eq(mutes.targetId, bob.id)));
    expect(await home()).toContain(during);
    await endMutes(db);
    await runJobs();
    expect(await home()).toContain(meanwhile);
    expect(await db.select().from(mutes)).toEqual([]);
});
