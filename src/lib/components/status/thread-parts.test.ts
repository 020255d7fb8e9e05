import { expect, test } from 'vitest';
import type { Status } from '$lib/mastodon-api/entities';
import { threadParts } from './thread-parts';

const post = (id: string, by: string, to: string | null = null) =>
    ({ id, in_reply_to_id: to, account: { id: by } }) as Status;
const told = (thread: Status[]) =>
    [...threadParts(thread)].map(([id, { number, count }]) => `${id}: ${number}/${count}`);

test('numbers the posts by which an author goes on from the first, and no answer of others', () => {
    const thread = [post('1', 'ana'), post('2', 'ana', '1'), post('3', 'bo', '1'), post('4', 'ana', '2')];
    expect(told([...thread, post('5', 'ana', '3')])).toEqual(['1: 1/3', '2: 2/3', '4: 3/3']);
});

test('numbers nothing where the author wrote once, or where nothing is known', () => {
    expect(told([post('1', 'ana'), post('2', 'bo', '1')])).toEqual([]);
    expect(told([])).toEqual([]);
});

test('ends where posts name each other in a circle', () => {
    expect(told([post('1', 'ana', '2'), post('2', 'ana', '1')])).toEqual(['1: 1/2', '2: 2/2']);
});
