import { expect, test } from 'vitest';
import { anAccountEntity, aStatusEntity } from '../../../../tests/support/mastodon-client';
import type { Status } from '$lib/mastodon-api/entities';
import { byEcho, narrow, summarise } from './catch-up';

const [ana, bo, cem] = [anAccountEntity('1'), anAccountEntity('2'), anAccountEntity('3')];
const card = { url: 'https://tide.example/table' } as NonNullable<Status['card']>;
const picture = { id: '1', type: 'image' } as Status['media_attachments'][number];

const post = (id: string, account = ana, more: Partial<Status> = {}) =>
    aStatusEntity(id, { account, ...more });
const boost = (id: string, account: typeof ana, reblog: Status) => post(id, account, { reblog });

const shell = post('10', cem, { media_attachments: [picture], card });
const entries = [
    boost('15', bo, shell),
    boost('14', ana, shell),
    post('13', bo, { in_reply_to_id: '12' }),
    post('12', ana, { in_reply_to_id: '9' }),
    post('11', ana, { in_reply_to_id: '8', favourites_count: 5 }),
    shell,
];

test('a catch-up tells posts, conversations, pictures, shared links and who wrote', () => {
    const { links, authors, ...counts } = summarise(entries);
    expect(counts).toEqual({ posts: 6, conversations: 2, withMedia: 3 });
    expect(links.map((link) => [link.card.url, link.sharers.map(({ id }) => id)])).toEqual([
        ['https://tide.example/table', ['2', '1', '3']],
    ]);
    expect(authors.map(({ account, count }) => [account.id, count])).toEqual([
        ['1', 3],
        ['2', 2],
        ['3', 1],
    ]);
});

test('it is narrowed to one kind, one author or one link, and tells no post twice', () => {
    const ids = (by: Partial<Parameters<typeof narrow>[1]>) =>
        narrow(entries, { kind: null, authorId: null, url: null, ...by }).map(({ id }) => id);
    expect(ids({})).toEqual(['15', '13', '12', '11']);
    expect(ids({ kind: 'originals' })).toEqual(['10']);
    expect(ids({ kind: 'replies', authorId: '1' })).toEqual(['12', '11']);
    expect(ids({ kind: 'boosts' })).toEqual(['15']);
    expect(ids({ kind: 'media', authorId: '3' })).toEqual(['10']);
    expect(ids({ url: card.url })).toEqual(['15']);
});

test('what friends boosted comes first, then what moved people most', () => {
    const order = byEcho(narrow(entries, { kind: null, authorId: null, url: null }));
    expect(order.map(({ id }) => id)).toEqual(['15', '11', '13', '12']);
});

test('answers that claim to answer each other keep nobody waiting', () => {
    const circle = [post('2', ana, { in_reply_to_id: '1' }), post('1', bo, { in_reply_to_id: '2' })];
    expect(summarise(circle).conversations).toBeGreaterThan(0);
});
