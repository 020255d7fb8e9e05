import { describe, expect, test } from 'vitest';
import { ApiError, NetworkError } from '../api/errors';
import { MemoryDatabase } from '../database/memory-database';
import { aServer, aStatusEntity } from '../../../../tests/support/mastodon-client';
import { afterFailure } from './after-failure';
import { flushOutbox } from './flush';
import { overlayOf } from './overlay';
import { coalesce, dueRows, nextDue } from './queue';
import { localId, newRow, type Operation, type OutboxRow } from './row';
import { claimed, hurried } from './steps';

const NOW = 1_000_000_000_000;
const DAY = 86_400_000;
let seq = 0;
const row = (
    operation: Operation,
    changes: Partial<Pick<OutboxRow, 'state' | 'attempts' | 'nextAt' | 'dependsOn'>> = {},
) => ({ ...newRow(operation, { seq: ++seq, now: NOW }), ...changes }) as OutboxRow;
const post = (status: string): Operation => ({ type: 'post', target: null, payload: { status } });
const favourite = (target: string, on = true): Operation => ({ type: 'favourite', target, payload: { on } });
const boost = (target: string, on = true): Operation => ({ type: 'boost', target, payload: { on } });

describe('coalescing', () => {
    test('a favourite that was not sent yet and its taking back cancel each other', () => {
        const waiting = row(favourite('1'));
        expect(coalesce([waiting], favourite('1', false))).toEqual({ remove: [waiting.id], add: null });
    });

    test('a favourite that may have reached the server needs its opposite to be sent', () => {
        const tried = row(favourite('1'), { state: 'retry', attempts: 1 });
        expect(coalesce([tried], favourite('1', false))).toEqual({
            remove: [tried.id],
            add: favourite('1', false),
        });
        const again = row(favourite('1'), { state: 'waiting', attempts: 1 });
        expect(coalesce([again], favourite('1', false))).toEqual({
            remove: [again.id],
            add: favourite('1', false),
        });
        const sending = row(favourite('1'), { state: 'sending' });
        expect(coalesce([sending], favourite('1', false))).toEqual({
            remove: [],
            add: favourite('1', false),
        });
    });

    test('the same wish twice is one wish', () => {
        const waiting = row(favourite('1'));
        expect(coalesce([waiting], favourite('1'))).toEqual({ remove: [waiting.id], add: favourite('1') });
    });

    test('a vote that is on its way is not cast twice', () => {
        const vote: Operation = { type: 'vote', target: '1', payload: { pollId: '5', choices: [0] } };
        expect(coalesce([row(vote)], vote)).toEqual({ remove: [], add: null });
    });

    test('of two edits of a post that were not sent yet the later one counts', () => {
        const edit = (status: string): Operation => ({
            type: 'edit',
            target: '1',
            payload: { form: { status }, draftId: 'd' },
        });
        const waiting = row(edit('a'));
        expect(coalesce([waiting], edit('b'))).toEqual({ remove: [waiting.id], add: edit('b') });
        const sending = row(edit('a'), { state: 'sending' });
        expect(coalesce([sending], edit('b'))).toEqual({ remove: [], add: edit('b') });
        expect(overlayOf([waiting, row(edit('b'))]).statuses.get('1')?.edit?.form.status).toBe('b');
    });

    test('options of following that wait stay chosen, and unfollowing is asked where they may say more', () => {
        const quiet = { type: 'follow', target: '1', payload: { on: true, reblogs: false } } as const;
        const told = { type: 'follow', target: '1', payload: { on: true, notify: true } } as const;
        const off = { type: 'follow', target: '1', payload: { on: false } } as const;
        const waiting = row(quiet);
        expect(coalesce([waiting], told).add?.payload).toEqual({ on: true, reblogs: false, notify: true });
        expect(coalesce([waiting], off)).toEqual({ remove: [waiting.id], add: off });
        expect(coalesce([row({ ...off, payload: { on: true } })], off).add).toBeNull();
    });

    test('a list that was made and deleted before the server heard of it was never made', () => {
        const form = { title: 'Sea', replies_policy: 'list', exclusive: false } as const;
        const id = localId();
        const made = row({ type: 'list-create', target: id, payload: form });
        const member = row({ type: 'list-member', target: '7', payload: { listId: id, on: true } });
        const gone: Operation = { type: 'list-delete', target: id, payload: {} };
        expect(coalesce([made, member], gone)).toEqual({ remove: [made.id, member.id], add: null });
        expect(coalesce([{ ...made, attempts: 1 }, member], gone)).toEqual({ remove: [], add: gone });
    });

    test('another post, another kind and sent rows are another matter', () => {
        const rows = [row(favourite('2')), row(boost('1')), row(favourite('1'), { state: 'sent' })];
        expect(coalesce(rows, favourite('1', false))).toEqual({ remove: [], add: favourite('1', false) });
    });

    test('two posts with the same text are two posts', () => {
        expect(coalesce([row(post('hi'))], post('hi'))).toEqual({ remove: [], add: post('hi') });
    });
});

describe('what is due', () => {
    test('interactions overtake posts, and each kind keeps its order', () => {
        const rows = [row(post('a')), row(post('b')), row(favourite('1')), row(boost('1'))];
        expect(dueRows(rows, NOW).map((r) => r.id)).toEqual(
            [rows[2], rows[3], rows[0], rows[1]].map((r) => r?.id),
        );
    });

    test('a reply waits for the post it replies to', () => {
        const parent = row(post('a'));
        const reply = row(post('b'), { dependsOn: parent.id });
        expect(dueRows([parent, reply], NOW)).toEqual([parent]);
        expect(dueRows([{ ...parent, state: 'sent' }, reply], NOW)).toEqual([reply]);
        expect(dueRows([{ ...parent, state: 'failed' }, reply], NOW)).toEqual([]);
    });

    test('what is asked about the same thing is sent in the order of asking, whatever the first waits for', () => {
        const follow = row({ type: 'follow', target: '7', payload: { on: true } }, { state: 'retry' });
        const member = row({ type: 'list-member', target: '7', payload: { listId: '3', on: true } });
        const other = row({ type: 'note', target: '8', payload: { comment: 'kind' } });
        const later = { ...follow, nextAt: NOW + 5000 } as OutboxRow;
        expect(dueRows([later, member, other], NOW)).toEqual([other]);
        expect(dueRows([member, other], NOW)).toEqual([member, other]);
    });

    test('a post is not sent while it can be taken back', () => {
        const held = newRow(post('a'), { seq: 1, now: NOW, holdFor: 5000 });
        expect(dueRows([held], NOW)).toEqual([]);
        expect(nextDue([held], NOW)).toBe(NOW + 5000);
        expect(dueRows([held], NOW + 5000)).toEqual([held]);
    });

    test('a row that a flusher had when it was killed is taken up again', () => {
        const orphan = row(post('a'), { state: 'sending' });
        expect(dueRows([orphan], NOW)).toEqual([orphan]);
    });
});

describe('after a failure', () => {
    const fails = (error: unknown, given = row(post('a')), now = NOW) =>
        afterFailure(given, error, now, () => 0);

    test('what failed on the way is tried again, later each time', () => {
        const waits = [0, 1, 2, 3, 4, 9].map((attempts) => {
            const next = fails(new NetworkError('x'), row(post('a'), { attempts }));
            return next && (next.nextAt - NOW) / 1000;
        });
        expect(waits).toEqual([5, 15, 60, 300, 900, 900]);
    });

    test('the server says when to come back', () => {
        const at = new Date(NOW + 77_000);
        expect(fails(new ApiError(429, { error: 'Slow down' }, at))).toMatchObject({
            state: 'retry',
            nextAt: NOW + 77_000,
        });
    });

    test('a session that ended pauses the row', () => {
        expect(fails(new ApiError(401, null))).toMatchObject({ state: 'held' });
    });

    test('a refused post waits for the person, with the words of the server', () => {
        expect(fails(new ApiError(422, { error: 'Text is too long' }))).toMatchObject({
            state: 'failed',
            error: { status: 422, message: 'Text is too long' },
        });
        expect(fails(new ApiError(404, { error: 'Gone' }))).toMatchObject({ state: 'failed' });
    });

    test('a favourite of a post that is gone has no purpose left', () => {
        expect(fails(new ApiError(404, null), row(favourite('1')))).toBeNull();
    });

    test('after two weeks nothing is sent without asking', () => {
        const old = row(post('a'));
        const { put, result } = claimed([old], new Set(), NOW + 15 * DAY);
        expect([put, result]).toMatchObject([[{ id: old.id, state: 'held' }], undefined]);
        const again = hurried(put, () => true, NOW + 15 * DAY).put;
        expect(claimed(again, new Set(), NOW + 15 * DAY).result?.id).toBe(old.id);
    });
});

test('what waits lies over what the server said, the latest wish on top', () => {
    const rows = [
        row(favourite('1')),
        row(boost('1')),
        row(favourite('1', false)),
        row(favourite('2'), { state: 'sent' }),
    ];
    const follow = row({ type: 'follow', target: '9', payload: { on: true } });
    const gone = row({ type: 'delete', target: '5', payload: {} });
    const overlay = overlayOf([...rows, follow, gone]);
    expect(Object.fromEntries(overlay.statuses)).toEqual({ '1': { favourited: false, reblogged: true } });
    expect(Object.fromEntries(overlay.relationships)).toEqual({ '9': { following: true } });
    expect([...overlay.deleted]).toEqual(['5']);
});

describe('flushing', () => {
    async function outboxOf(...rows: OutboxRow[]) {
        const database = new MemoryDatabase();
        await database.write(rows.map((put) => ({ store: 'outbox', put })));
        return database;
    }
    const states = async (database: MemoryDatabase) =>
        (await database.getAll('outbox')).sort((a, b) => a.seq - b.seq).map((r) => r.state);

    test('sends everything due in order, each once, and keeps sent posts as a log', async () => {
        const database = await outboxOf(row(post('first')), row(post('second')), row(favourite('7')));
        const { fetch, asked } = aServer(() => Response.json(aStatusEntity('100')));
        await flushOutbox('1', { database, fetch, now: () => NOW });
        expect(asked).toEqual([
            'POST /api/v1/statuses/7/favourite',
            'POST /api/v1/statuses',
            'POST /api/v1/statuses',
        ]);
        expect(await states(database)).toEqual(['sent', 'sent']);
        await flushOutbox('1', { database, fetch, now: () => NOW });
        expect(asked).toHaveLength(3);
        await flushOutbox('1', { database, fetch, now: () => NOW + 2 * DAY });
        expect(await states(database)).toEqual([]);
    });

    test('a post with a date is no post yet: it leaves the outbox, and is told as scheduled', async () => {
        const database = await outboxOf(row(post('later')));
        const { fetch } = aServer(() => Response.json({ id: '5', scheduled_at: '2026-03-01T00:00:00.000Z' }));
        const outcomes: unknown[] = [];
        await flushOutbox('1', {
            database,
            fetch,
            now: () => NOW,
            onOutcome: (_row, outcome) => void outcomes.push(outcome),
        });
        expect(outcomes).toMatchObject([{ scheduled: { id: '5' } }]);
        expect(await states(database)).toEqual([]);
    });

    test('a post whose answer was lost is sent again under the same key', async () => {
        const database = await outboxOf(row(post('hello')));
        const keys: unknown[] = [];
        const taken = new Map<unknown, string>();
        const { fetch } = aServer((_method, _url, init) => {
            const key = new Headers(init.headers).get('idempotency-key');
            keys.push(key);
            const first = !taken.has(key);
            taken.set(key, taken.get(key) ?? String(100 + taken.size));
            if (first) throw new TypeError('the connection was cut after the server had committed');
            return Response.json(aStatusEntity(taken.get(key) ?? ''));
        });
        await flushOutbox('1', { database, fetch, now: () => NOW });
        expect(await states(database)).toEqual(['retry']);
        await flushOutbox('1', { database, fetch, now: () => NOW + DAY });
        expect(await states(database)).toEqual(['sent']);
        expect(new Set(keys).size).toBe(1);
        expect(taken.size).toBe(1);
    });

    test('a reply written offline is sent as a reply to what its parent became', async () => {
        const parent = row(post('parent'));
        const reply = row(post('reply'), { dependsOn: parent.id });
        const database = await outboxOf(parent, reply);
        const bodies: unknown[] = [];
        const { fetch } = aServer((_method, _url, init) => {
            bodies.push(JSON.parse(String(init.body)));
            return Response.json(aStatusEntity(String(500 + bodies.length)));
        });
        await flushOutbox('1', { database, fetch, now: () => NOW });
        expect(bodies).toEqual([{ status: 'parent' }, { status: 'reply', in_reply_to_id: '501' }]);
    });

    test('without a connection the first failure is enough', async () => {
        const database = await outboxOf(row(favourite('1')), row(favourite('2')), row(post('a')));
        const { fetch, asked } = aServer(() => Promise.reject(new TypeError('offline')));
        await flushOutbox('1', { database, fetch, now: () => NOW });
        expect(asked).toHaveLength(1);
        expect(await states(database)).toEqual(['retry', 'waiting', 'waiting']);
    });

    test('a refused row does not hold up the others', async () => {
        const database = await outboxOf(row(post('too long')), row(post('fine')));
        const { fetch } = aServer((_method, _url, init) =>
            String(init.body).includes('fine')
                ? Response.json(aStatusEntity('1'))
                : Response.json({ error: 'Text is too long' }, { status: 422 }),
        );
        await flushOutbox('1', { database, fetch, now: () => NOW });
        expect(await states(database)).toEqual(['failed', 'sent']);
    });

    test('a wish that was followed by its opposite while under way is not tried again', async () => {
        const database = await outboxOf(row(favourite('1')));
        const { fetch } = aServer(async () => {
            await database.write([
                { store: 'outbox', put: row(favourite('1', false), { nextAt: NOW + 60_000 }) },
            ]);
            throw new TypeError('cut');
        });
        await flushOutbox('1', { database, fetch, now: () => NOW });
        const rows = await database.getAll('outbox');
        expect(rows.map((r) => r.payload)).toEqual([{ on: false }]);
    });

    test('a post that was taken back in time never leaves', async () => {
        const held = newRow(post('oops'), { seq: 1, now: NOW, holdFor: 5000 });
        const database = await outboxOf(held);
        const { fetch, asked } = aServer(() => Response.json(aStatusEntity('1')));
        await flushOutbox('1', { database, fetch, now: () => NOW + 4000 });
        await database.write([{ store: 'outbox', delete: held.id }]);
        await flushOutbox('1', { database, fetch, now: () => NOW + 6000 });
        expect(asked).toEqual([]);
    });
});
