import { expect, test } from 'vitest';
import { aServer, aStatusEntity } from '../../../../tests/support/mastodon-client';
import { MemoryDatabase } from '../database/memory-database';
import { flushOutbox } from './flush';
import { dueRows } from './queue';
import { threadFrom, threadRows, type PostOperation } from './thread';

const NOW = 1_000_000_000_000;
const post = (status: string): PostOperation => ({ type: 'post', target: null, payload: { status } });
const posts = ['a', 'b', 'c'].map(post);

test('a thread is posted in its order, each post as an answer to the one before', async () => {
    const database = new MemoryDatabase();
    const rows = threadRows(posts, { seq: 1, now: NOW });
    await database.write(rows.map((put) => ({ store: 'outbox', put })));
    const bodies: unknown[] = [];
    const { fetch } = aServer((_method, _url, init) => {
        bodies.push(JSON.parse(String(init.body)));
        return Response.json(aStatusEntity(String(500 + bodies.length)));
    });
    await flushOutbox('1', { database, fetch, now: () => NOW });
    expect(bodies).toEqual([
        { status: 'a' },
        { status: 'b', in_reply_to_id: '501' },
        { status: 'c', in_reply_to_id: '502' },
    ]);
});

test('as long as its first post can be taken back, all of the thread can', () => {
    const rows = threadRows(posts, { seq: 1, now: NOW, holdFor: 5000 });
    expect(dueRows(rows, NOW + 4999)).toEqual([]);
    expect(dueRows(rows, NOW + 5000)).toEqual([rows[0]]);
    const ids = rows.map(({ id }) => id);
    expect(threadFrom(rows, ids[0] ?? '').map(({ id }) => id)).toEqual(ids);
    expect(threadFrom(rows, ids[1] ?? '').map(({ id }) => id)).toEqual(ids.slice(1));
});
