/** PRIV-13: what belongs to one member does not exist for another, on every route that takes an id. */
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type {
    Conversation,
    Filter,
    InteractionRequest,
    Notification,
    Status,
} from '$lib/mastodon-api/entities';
import { newId } from '$lib/server/db';
import { bookmarks, compositions, lists, mediaAttachments, pushSubscriptions } from '$lib/server/db/schema';
import { featureHashtag } from '$lib/server/domain/hashtags';
import { followAccount } from '$lib/server/domain/relationships';
import { runJobs } from '$lib/server/jobs';
import { apiRoutes, ask, findRoute } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aToken } from '../support/factories';

const db = await testDatabase();

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * Routes whose id names what is everybody's: people, posts and how far they are being completed, hashtags, what the
 * community says and looks like.
 */
const SHARED =
    /^\/api\/(atoll\/v1\/admin|v1\/(accounts|statuses|polls|tags|timelines\/tag|trends|announcements|instance|suggestions|streaming)|v1_alpha\/async_refreshes)\//;
/** What this community does not keep of anybody: there is no id that could be theirs. */
const EMPTY = /^\/api\/v1\/(annual_reports|collections)\//;
/** They speak a protocol of their own; `uploads.test.ts` holds the same of them. */
const IN_PARTS = /^\/api\/atoll\/v1\/uploads\//;
/** Each member has keys of their own, and another's are unknown: `statuses.test.ts` holds that. */
const KEYED = /^\/api\/atoll\/v1\/submissions\//;

/** Ana with one of everything, and Bob, who was mentioned by nobody and owns nothing. */
async function aScene() {
    const [ana, bob, cyd, dan] = [
        await anAccount(db, { locked: true }),
        await anAccount(db),
        await anAccount(db),
        await anAccount(db),
    ];
    const [anas, bobs, cyds] = [await aToken(db, ana), await aToken(db, bob), await aToken(db, cyd)];
    const made = async (path: string, json: object) =>
        (await ask<{ id: string }>('POST', path, { token: anas, json })).body.id;
    const first = async <T extends { id: string }>(path: string) =>
        (await ask<T[]>('GET', path, { token: anas })).body[0]!;

    const { body: asked } = await ask<Status>('POST', '/api/v1/statuses', {
        token: anas,
        json: {
            status: 'Ask me first',
            interaction_policy: { can_favourite: { automatic_approval: [], manual_approval: ['public'] } },
        },
    });
    await ask('POST', `/api/v1/statuses/${asked.id}/favourite`, { token: cyds });
    await ask('POST', '/api/v1/statuses', {
        token: cyds,
        json: { status: `@${ana.username} psst`, visibility: 'direct' },
    });
    await ask('POST', '/api/v1/statuses', {
        token: await aToken(db, dan),
        json: { status: `@${ana.username} hello` },
    });
    await followAccount(db, { accountId: cyd.id }, ana.id);
    await featureHashtag(db, { accountId: ana.id }, 'sea');
    await runJobs();

    const user = await db.query.users.findFirst({ where: (row, { eq }) => eq(row.accountId, ana.id) });
    const [scheduled, media] = [newId(), newId()];
    const scheduledAt = new Date(Date.now() + 86_400_000);
    await db
        .insert(compositions)
        .values({ id: scheduled, userId: user!.id, params: { text: 'later' }, scheduledAt });
    await db
        .insert(mediaAttachments)
        .values({ id: media, accountId: ana.id, type: 'image', key: `${media}.webp` });
    const { body: filter } = await ask<Filter>('POST', '/api/v2/filters', {
        token: anas,
        json: { title: 'x', context: ['home'], keywords_attributes: [{ keyword: 'x' }] },
    });
    const notification = await first<Notification>('/api/v1/notifications');
    const list = await made('/api/v1/lists', { title: 'x' });
    const owned: Record<string, string> = {
        '/api/v1/lists/[id]': list,
        '/api/v1/timelines/list/[id]': list,
        '/api/v1/filters/[id]': filter.keywords![0]!.id,
        '/api/v2/filters/[id]': filter.id,
        '/api/v2/filters/keywords/[id]': filter.keywords![0]!.id,
        '/api/v2/filters/statuses/[id]': await made(`/api/v2/filters/${filter.id}/statuses`, {
            status_id: asked.id,
        }),
        '/api/v1/conversations/[id]': (await first<Conversation>('/api/v1/conversations')).id,
        '/api/v1/notifications/requests/[id]': (await first('/api/v1/notifications/requests')).id,
        '/api/v1/notifications/[id]': notification.id,
        '/api/v2/notifications/[group_key]': notification.group_key,
        '/api/v1/follow_requests/[id]': cyd.id,
        '/api/v1/interaction_requests/[id]': (await first<InteractionRequest>('/api/v1/interaction_requests'))
            .id,
        '/api/v1/featured_tags/[id]': (await first('/api/v1/featured_tags')).id,
        '/api/v1/scheduled_statuses/[id]': scheduled,
        '/api/v1/media/[id]': media,
        '/api/v1/tokens/[id]': (await first('/api/v1/tokens')).id,
    };
    return { ana, anas, bobs, userId: user!.id, owned, asked };
}

/** Every row of Ana's that somebody could have changed, but for when a token was last used. */
const state = async () =>
    JSON.stringify(
        await db.execute(sql`select (select json_agg(t) from lists t), (select json_agg(t) from filters t) as f,
            (select json_agg(t) from filter_keywords t) as k, (select json_agg(t) from filter_statuses t) as s,
            (select json_agg(t) from compositions t) as c, (select json_agg(t) from notifications t) as n,
            (select json_agg(t) from conversation_participants t) as p,
            (select json_agg(t) from notification_requests t) as r,
            (select json_agg(t) from follow_requests t) as fr, (select json_agg(t) from media_attachments t) as m,
            (select json_agg(t) from interaction_requests t) as i, (select json_agg(t) from featured_tags t) as ft,
            (select json_agg(t) from push_subscriptions t) as ps,
            (select json_agg((t.id, t.revoked_at) order by t.id) from oauth_tokens t) as o`),
    );

test('answers like what never was, and stays as it is', async () => {
    const { owned, bobs } = await aScene();
    const before = await state();
    const left: string[] = [];
    for (const { pattern, load } of apiRoutes) {
        if (!pattern.includes('[')) continue;
        if ([SHARED, EMPTY, IN_PARTS, KEYED].some((kind) => kind.test(pattern))) continue;
        const id = owned[pattern.replace(/\].*$/, ']')];
        if (id === undefined) {
            left.push(pattern);
            continue;
        }
        const module = await load();
        for (const method of METHODS.filter((name) => module[name])) {
            const json = method === 'GET' ? undefined : { title: 'mine', keyword: 'mine', context: ['home'] };
            const answer = async (asked: string) => {
                const path = pattern.replace(/\[\w+\]/, encodeURIComponent(asked));
                const { status, body } = await ask(method, path, { token: bobs, json });
                return { status, body };
            };
            const theirs = await answer(id);
            expect(theirs, `${method} ${pattern}`).toEqual(await answer(newId()));
            // Groups are known by what they are about: of one that is nobody's there is nothing to dismiss or list.
            if (pattern.includes('group_key')) continue;
            expect(theirs.status, `${method} ${pattern}`).toBe(404);
        }
    }
    expect(left).toEqual([]);
    expect(await state()).toBe(before);
});

test('is not reached by requests that name several, or that speak of one’s own', async () => {
    const { bobs, anas, owned, userId, asked } = await aScene();
    await db.insert(pushSubscriptions).values({
        id: newId(),
        userId,
        endpoint: 'https://push.test/1',
        publicKey: 'k',
        auth: 'a',
    });
    const before = await state();
    const mine = { token: bobs };
    const [notification, request] = [
        owned['/api/v1/notifications/[id]'],
        owned['/api/v1/notifications/requests/[id]'],
    ];
    await ask('POST', '/api/v1/notifications/dismiss', { ...mine, json: { id: notification } });
    await ask('DELETE', `/api/v1/notifications/destroy_multiple?ids[]=${notification}`, mine);
    await ask('POST', '/api/v1/notifications/clear', mine);
    for (const verb of ['accept', 'dismiss'])
        await ask('POST', `/api/v1/notifications/requests/${verb}`, { ...mine, json: { id: [request] } });
    expect((await ask('GET', '/api/v1/push/subscription', mine)).status).toBe(404);
    await ask('DELETE', '/api/v1/push/subscription', mine);
    const refused = await ask('POST', '/api/v1/statuses', {
        ...mine,
        json: { status: 'Mine now', media_ids: [owned['/api/v1/media/[id]']] },
    });
    expect(refused.status).toBe(422);
    const deleted = await ask('DELETE', `/api/v1/statuses/${asked.id}`, mine);
    expect(deleted.status).toBe(404);
    expect(await state()).toBe(before);
    expect((await ask('GET', `/api/v1/statuses/${asked.id}`, { token: anas })).status).toBe(200);
});

test('does not stand in the lists and exports of another', async () => {
    const { ana, bobs, asked } = await aScene();
    await db.insert(bookmarks).values({ id: newId(), accountId: ana.id, statusId: asked.id });
    await db.update(lists).set({ title: 'for nobody else' });
    const plain = apiRoutes.filter(({ pattern }) => !pattern.includes('['));
    let read = 0;
    for (const { pattern, load } of plain) {
        const get = (await load()).GET;
        if (get?.declaration.access !== 'user' || pattern.startsWith('/api/v1/streaming')) continue;
        const text = pattern.endsWith('.csv')
            ? await fileOf(pattern, bobs)
            : JSON.stringify((await ask('GET', pattern, { token: bobs })).body ?? null);
        read++;
        for (const secret of ['psst', 'for nobody else', 'later'])
            expect(text, pattern).not.toContain(secret);
        if (pattern.endsWith('.csv')) expect(text, pattern).not.toContain(asked.id);
    }
    expect(read).toBeGreaterThan(30);
});

/** An export as it is sent. */
async function fileOf(path: string, token: string): Promise<string> {
    const handler = (await findRoute(path)?.load())?.GET;
    const url = new URL(path, 'http://localhost');
    const response = await handler!({
        request: new Request(url, { headers: { Authorization: `Bearer ${token}` } }),
        url,
        params: {},
        locals: { requestId: 'test' },
        getClientAddress: () => '127.0.0.1',
        cookies: { get: () => undefined },
    } as never);
    return response.text();
}
