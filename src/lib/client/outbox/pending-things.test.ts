import { expect, test } from 'vitest';
import { aServer } from '../../../../tests/support/mastodon-client';
import type { Conversation, Filter, List } from '$lib/mastodon-api/entities';
import {
    conversationsWith,
    dismissedWith,
    filtersWith,
    followedTagsWith,
    isMemberWith,
    listsWith,
    membersWith,
} from './pending-things';
import { putOnList, saveFilter } from './perform-once';
import { localId, newRow, type Operation } from './row';

let seq = 0;
const row = (operation: Operation) => newRow(operation, { seq: ++seq, now: 0 });
const list = (id: string, title: string): List => ({ id, title, replies_policy: 'list', exclusive: false });

test('lists show what is made, renamed and deleted here, and who is to be on them', () => {
    const { id, ...form } = list(localId(), 'New');
    const pending = [
        row({ type: 'list-create', target: id, payload: form }),
        row({ type: 'list-edit', target: '2', payload: { ...form, title: 'Renamed' } }),
        row({ type: 'list-delete', target: '3', payload: {} }),
        row({ type: 'list-member', target: '7', payload: { listId: id, on: true } }),
        row({ type: 'list-member', target: '8', payload: { listId: '2', on: false } }),
    ];
    const shown = listsWith([list('2', 'Old'), list('3', 'Gone')], pending);
    expect(shown.map(({ title }) => title)).toEqual(['Renamed', 'New']);
    expect(membersWith(id, [], pending)).toEqual(['7']);
    expect(membersWith('2', ['8', '9'], pending)).toEqual(['9']);
    expect(isMemberWith('2', '8', true, pending)).toBe(false);
});

test('tags, filters, conversations and notifications look as they are to be', () => {
    const wish = { title: 'Fish', context: ['home'], filter_action: 'warn', keywords: [] } as const;
    const pending = [
        row({ type: 'follow-tag', target: 'Sea', payload: { on: true } }),
        row({ type: 'follow-tag', target: 'land', payload: { on: false } }),
        row({
            type: 'filter-save',
            target: '5',
            payload: { filter: { ...wish, context: ['home'], keywords: [] } },
        }),
        row({ type: 'read-conversation', target: '1', payload: {} }),
        row({ type: 'delete-conversation', target: '2', payload: {} }),
        row({ type: 'dismiss-notification', target: 'g', payload: {} }),
    ];
    expect(followedTagsWith(['Land', 'sky'], pending)).toEqual(['Sea', 'sky']);
    const before = { id: '5', title: 'Fsih', expires_at: '2030-01-01T00:00:00.000Z' } as Filter;
    expect(filtersWith([before], pending)).toMatchObject([{ title: 'Fish', expires_at: before.expires_at }]);
    const conversations = ['1', '2'].map((id) => ({ id, unread: true }) as Conversation);
    expect(conversationsWith(conversations, pending)).toEqual([{ id: '1', unread: false }]);
    expect(dismissedWith(pending)).toEqual(new Set(['g']));
});

test('a filter is made to be as it is wanted, however often that is asked', async () => {
    const keywords = [
        { id: '1', keyword: 'cod', whole_word: true },
        { id: '2', keyword: 'eel', whole_word: true },
    ];
    const bodies: { keywords_attributes: object[] }[] = [];
    const { fetch } = aServer((_method, _url, { body }) => {
        if (body) bodies.push(JSON.parse(String(body)) as { keywords_attributes: object[] });
        return Response.json({ id: '5', keywords });
    });
    const wanted = [
        { keyword: 'cod', whole_word: false },
        { keyword: 'ray', whole_word: true },
    ];
    await saveFilter(
        fetch,
        '5',
        { title: 'Fish', context: ['home'], filter_action: 'hide', keywords: wanted },
        'k',
    );
    expect(bodies[0]?.keywords_attributes).toEqual([
        { id: '2', keyword: 'eel', whole_word: true, _destroy: true },
        { id: '1', keyword: 'cod', whole_word: false },
        { keyword: 'ray', whole_word: true },
    ]);
});

test('whom a list has already need not be put on it; what is refused for another reason is refused', async () => {
    const refusing = (lists: object[]) =>
        aServer((method) =>
            method === 'POST' ? Response.json({ error: 'No' }, { status: 422 }) : Response.json(lists),
        ).fetch;
    await putOnList(refusing([{ id: '3' }]), '3', '7', true);
    await expect(putOnList(refusing([]), '3', '7', true)).rejects.toThrow('No');
});
