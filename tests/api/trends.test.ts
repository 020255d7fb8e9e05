/** What many people talk about now, and how little one of them can do about it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import type { Status, Tag, TrendsLink } from '$lib/mastodon-api/entities';
import { newId } from '$lib/server/db';
import {
    type accounts,
    favourites,
    mutes,
    previewCards,
    statusCards,
    statusTags,
    statuses,
    tags,
    trends,
} from '$lib/server/db/schema';
import { changeSetting } from '$lib/server/domain/instance';
import { findTrends } from '$lib/server/domain/trends';
import { ask } from '../support/api-routes';
import { testDatabase } from '../support/database';
import { anAccount, aRemoteAccount, aStatus, aToken } from '../support/factories';

const db = await testDatabase();
type Person = typeof accounts.$inferSelect;

let people: Person[];
beforeEach(async () => {
    people = [];
    for (let i = 0; i < 5; i++) people.push(await anAccount(db, { discoverable: true }));
});

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

async function aTag(name: string, given: Partial<typeof tags.$inferInsert> = {}) {
    const [tag] = await db
        .insert(tags)
        .values({ id: newId(), name, displayName: name, ...given })
        .returning();
    return tag!;
}

/** `by` uses a hashtag in a post of its own. */
async function use(tag: { id: string }, by: Person, given: Partial<Parameters<typeof aStatus>[1]> = {}) {
    const status = await aStatus(db, { by, ...given });
    await db.insert(statusTags).values({ statusId: status.id, tagId: tag.id });
}

async function aCard(url: string) {
    const [card] = await db
        .insert(previewCards)
        .values({ id: newId(), url, title: url, fetchedAt: new Date() })
        .returning();
    return card!;
}

async function link(card: { id: string }, by: Person, given: Partial<Parameters<typeof aStatus>[1]> = {}) {
    const status = await aStatus(db, { by, ...given });
    await db.insert(statusCards).values({ statusId: status.id, cardId: card.id });
    return status;
}

const like = (status: { id: string }, ...by: Person[]) =>
    db.insert(favourites).values(by.map(({ id }) => ({ id: newId(), accountId: id, statusId: status.id })));

const names = async (query = '') =>
    (await ask<Tag[]>('GET', `/api/v1/trends/tags${query}`)).body.map(({ name }) => name);
const posts = async (token?: string) =>
    (await ask<Status[]>('GET', '/api/v1/trends/statuses', { token })).body.map(({ id }) => id);
const links = async () => (await ask<TrendsLink[]>('GET', '/api/v1/trends/links')).body.map(({ url }) => url);

describe('hashtags', () => {
    test('trend by how many people use them, not by how often, and lately before long ago', async () => {
        const [many, loud, old] = [await aTag('many'), await aTag('loud'), await aTag('old')];
        for (const person of people) await use(many, person);
        for (let i = 0; i < 20; i++) await use(loud, people[0]!);
        for (const person of people.slice(0, 4)) await use(old, person, { at: hoursAgo(40) });
        await findTrends(db);
        expect(await names()).toEqual(['many', 'old']);
        expect(await names('?limit=1')).toEqual(['many']);
        expect(await names('?offset=1')).toEqual(['old']);
    });

    test('count less the more usual they are', async () => {
        const [daily, fresh] = [await aTag('daily'), await aTag('fresh')];
        await db.$client`insert into hashtag_days (tag_id, day, uses, people)
            select ${daily.id}, (now() at time zone 'utc')::date - n, 50, 50 from generate_series(3, 7) n`;
        for (const person of people) await use(daily, person);
        for (const person of people.slice(0, 3)) await use(fresh, person);
        await findTrends(db);
        expect(await names()).toEqual(['fresh', 'daily']);
    });

    test('do not trend by what is not public, or by people who are limited', async () => {
        const [closed, limited] = [await aTag('closed'), await aTag('limited')];
        for (const person of people) await use(closed, person, { visibility: 'unlisted' });
        for (const person of people) await use(closed, person, { localOnly: true });
        for (let i = 0; i < 5; i++) await use(limited, await aRemoteAccount(db, { silencedAt: new Date() }));
        await findTrends(db);
        expect(await names()).toEqual([]);
    });

    test('do not trend where a moderator said no, and only where they said yes if the community reviews', async () => {
        const [refused, unlisted, passed, waiting] = [
            await aTag('refused', { trendable: false }),
            await aTag('unlisted', { listable: false }),
            await aTag('passed', { trendable: true }),
            await aTag('waiting'),
        ];
        for (const tag of [refused, unlisted, passed, waiting])
            for (const person of people) await use(tag, person);
        await findTrends(db);
        expect((await names()).sort()).toEqual(['passed', 'waiting']);
        await changeSetting(db, 'trendsReview', 'true');
        expect(await names()).toEqual(['passed']);
        await changeSetting(db, 'trends', 'false');
        expect(await names()).toEqual([]);
    });

    test('tell how many people used them on each of seven days, and what is deleted counts no longer', async () => {
        const tag = await aTag('reef');
        await use(tag, people[0]!);
        await use(tag, people[0]!);
        await use(tag, people[1]!, { at: hoursAgo(24) });
        const history = async () => {
            await findTrends(db);
            return (await ask<Tag>('GET', '/api/v1/tags/reef')).body.history;
        };
        expect(await history()).toHaveLength(7);
        expect((await history()).slice(0, 3)).toMatchObject([
            { uses: '2', accounts: '1' },
            { uses: '1', accounts: '1' },
            { uses: '0', accounts: '0' },
        ]);
        await db.delete(statuses).where(eq(statuses.accountId, people[0]!.id));
        expect((await history())[0]).toMatchObject({ uses: '0', accounts: '0' });
    });
});

describe('posts', () => {
    test('trend by how many others like or boost them, one of each author', async () => {
        const [ana, bob, ...others] = people as [Person, Person, Person, Person, Person];
        const [best, second, lonely] = [
            await aStatus(db, { by: ana }),
            await aStatus(db, { by: ana }),
            await aStatus(db, { by: bob }),
        ];
        await like(best, ...others, bob);
        await like(second, ...others);
        await like(lonely, bob, others[0]);
        for (const by of others) await aStatus(db, { by, boostOfId: best.id });
        await findTrends(db);
        expect(await posts()).toEqual([best.id]);
    });

    test('do not trend against their author, behind a warning, as an answer, or when they are old', async () => {
        const hidden = await anAccount(db);
        const kinds = [
            await aStatus(db, { by: hidden }),
            await aStatus(db, { by: await anAccount(db, { discoverable: true }), contentWarning: 'x' }),
            await aStatus(db, {
                by: await anAccount(db, { discoverable: true }),
                inReplyToUri: 'https://a.test/1',
            }),
            await aStatus(db, { by: await anAccount(db, { discoverable: true }), visibility: 'unlisted' }),
            await aStatus(db, { by: await anAccount(db, { discoverable: true }), at: hoursAgo(24 * 8) }),
        ];
        for (const status of kinds) await like(status, ...people);
        await findTrends(db);
        expect(await posts()).toEqual([]);
    });

    test('are not shown to who muted their author, and go with the post', async () => {
        const author = await anAccount(db, { discoverable: true });
        const status = await aStatus(db, { by: author });
        await like(status, ...people);
        await findTrends(db);
        const [ana] = people as [Person];
        const token = await aToken(db, ana);
        expect(await posts(token)).toEqual([status.id]);
        await db.insert(mutes).values({ id: newId(), accountId: ana.id, targetId: author.id });
        expect(await posts(token)).toEqual([]);
        await db.delete(statuses).where(eq(statuses.id, status.id));
        expect(await posts()).toEqual([]);
    });

    test('fade: what nobody likes any more is gone', async () => {
        const status = await aStatus(db, { by: await anAccount(db, { discoverable: true }) });
        await like(status, ...people);
        await findTrends(db);
        expect(await db.$count(trends)).toBe(1);
        await db.$client`update favourites set id = id - (50 * 3600000::bigint << 16)`;
        await findTrends(db);
        expect(await db.$count(trends)).toBe(0);
    });
});

describe('links', () => {
    test('trend by how many people share them, with their history', async () => {
        const [shared, spammed] = [await aCard('https://a.test/'), await aCard('https://b.test/')];
        for (const person of people) await link(shared, person);
        for (let i = 0; i < 9; i++) await link(spammed, people[0]!);
        await findTrends(db);
        expect(await links()).toEqual([shared.url]);
        const { body } = await ask<TrendsLink[]>('GET', '/api/v1/trends/links');
        expect(body[0]?.history[0]).toMatchObject({ uses: '5', accounts: '5' });
        await db.update(previewCards).set({ trendable: false });
        expect(await links()).toEqual([]);
    });

    test('have a timeline of the public posts that share them; an unknown one is not found', async () => {
        const card = await aCard('https://a.test/page');
        const [ana, bob] = people as [Person, Person];
        const first = await link(card, ana, { at: hoursAgo(2) });
        const second = await link(card, bob, { at: hoursAgo(1) });
        await link(card, bob, { visibility: 'private' });
        const timeline = (query: string) => ask<Status[]>('GET', `/api/v1/timelines/link${query}`);
        const url = encodeURIComponent(card.url);
        expect((await timeline(`?url=${url}`)).body.map(({ id }) => id)).toEqual([second.id, first.id]);
        const part = await timeline(`?url=${url}&limit=1`);
        expect(part.headers.get('Link')).toContain(`max_id=${second.id}`);
        expect(part.headers.get('Link')).toContain(`url=${url}`);
        expect((await timeline('?url=https://unknown.test/')).status).toBe(404);
        expect((await timeline('')).status).toBe(404);
    });
});
