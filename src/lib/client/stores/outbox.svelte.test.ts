import { beforeEach, describe, expect, test, vi } from 'vitest';
import { aServer, aStatusEntity } from '../../../../tests/support/mastodon-client';
import { MemoryDatabase } from '../database/memory-database';
import { useDatabase } from '../database/open';
import { newRow, type Operation } from '../outbox/row';
import { entities } from './entities.svelte';
import { OutboxStore } from './outbox.svelte';
import { toasts } from './toasts.svelte';

// What cleans HTML needs a browser, and is tried in one (tests/e2e).
vi.mock('../database/sanitise', () => ({
    loadSanitiser: async () => {},
    sanitiseStatus: (status: unknown) => status,
    sanitiseAccount: (account: unknown) => account,
}));
// Who is signed in is found out from a document.
vi.mock('./me.svelte', () => ({ me: { account: { id: '1' } } }));

let database: MemoryDatabase;
let outbox: OutboxStore;
beforeEach(() => {
    database = new MemoryDatabase();
    useDatabase(database);
    outbox = new OutboxStore();
    entities.clear();
    for (const { id } of toasts.shown) toasts.dismiss(id);
});

const post = (status: string): Operation => ({ type: 'post', target: null, payload: { status } });
const states = () => outbox.rows.map(({ state }) => state);
const refusing = (status: number, headers: Record<string, string> = {}) =>
    aServer(() => Response.json({ error: `No, ${status}` }, { status, headers }));

async function open(server: ReturnType<typeof aServer>): Promise<void> {
    outbox.stop();
    await outbox.start(server.fetch);
}

describe('the outbox of a page', () => {
    test('sends what is done, shows it meanwhile, and tells of the post the server has made', async () => {
        const posted: unknown[] = [];
        outbox.onPosted(({ result }) => posted.push(result?.id));
        await open(aServer(() => Response.json(aStatusEntity('100'))));
        await outbox.enqueue(post('hello'));
        await outbox.flush();
        expect(states()).toEqual(['sent']);
        expect(posted).toEqual(['100']);
        expect(entities.status('100')).toBeDefined();
    });

    test('once the session has ended nothing more is asked; after signing in all of it goes', async () => {
        const server = refusing(401);
        await open(server);
        await outbox.enqueue(post('a'));
        await outbox.enqueue(post('b'));
        await outbox.flush();
        expect(outbox.held).toBe(true);
        expect(server.asked).toHaveLength(1);
        await open(aServer(() => Response.json(aStatusEntity('100'))));
        expect(outbox.held).toBe(true);
        await outbox.release();
        expect(states()).toEqual(['sent', 'sent']);
        expect(outbox.held).toBe(false);
    });

    test('a server that asks for patience is left alone until then, and the person is told when that is', async () => {
        const server = refusing(429, { 'retry-after': '60' });
        await open(server);
        await outbox.enqueue(post('a'));
        await outbox.enqueue({ type: 'favourite', target: '5', payload: { on: true } });
        await outbox.flush();
        expect(server.asked).toHaveLength(1);
        const wait = (outbox.pausedUntil?.getTime() ?? 0) - Date.now();
        expect(wait).toBeGreaterThan(50_000);
        expect(wait).toBeLessThan(61_000);
    });

    test('a refused post waits with the words of the server; a refused favourite is told and gone', async () => {
        await open(refusing(422));
        await outbox.enqueue(post('a'));
        await outbox.enqueue({ type: 'favourite', target: '5', payload: { on: true } });
        await outbox.flush();
        expect(outbox.posts.map(({ state, error }) => [state, error?.message])).toEqual([
            ['failed', 'No, 422'],
        ]);
        expect(outbox.pending).toEqual([]);
        expect(toasts.shown.at(-1)?.kind).toBe('error');
        expect((await database.getAll('outbox')).map(({ type }) => type)).toEqual(['post']);
    });

    test('what the service worker was refused while no page was open is told at the next start', async () => {
        const row = newRow(
            { type: 'boost', target: '5', payload: { on: true } },
            { seq: 1, now: Date.now() },
        );
        const error = { status: 422, message: 'No' };
        await database.write([{ store: 'outbox', put: { ...row, state: 'failed', error } }]);
        await open(refusing(422));
        expect(outbox.rows).toEqual([]);
        expect(toasts.shown.map(({ kind }) => kind)).toEqual(['error']);
    });

    test('a post whose answer was lost and that is taken back is withdrawn where it may have arrived', async () => {
        const asked: string[] = [];
        const server = aServer((method, url) => {
            asked.push(`${method} ${url.pathname}`);
            if (method === 'POST') throw new TypeError('the answer was lost');
            return Response.json({});
        });
        await open(server);
        const row = await outbox.enqueue(post('On second thoughts'));
        await outbox.flush();
        const taken = await outbox.discard(row?.id ?? '');
        expect(taken?.posts.map(({ payload }) => payload.status)).toEqual(['On second thoughts']);
        expect(outbox.rows.map(({ type }) => type)).toEqual(['withdraw']);
        expect(await taken?.restore()).toBe(true);
        expect(outbox.rows.map(({ type, uncertain }) => [type, uncertain])).toEqual([['post', true]]);
        await outbox.discard(row?.id ?? '');
        await outbox.retryAll();
        expect(asked.at(-1)).toBe(`DELETE /api/atoll/v1/submissions/${row?.id}`);
        expect(outbox.rows).toEqual([]);
    });

    test('no more than fifty posts wait', async () => {
        await open(refusing(401));
        const posts = Array.from(
            { length: 50 },
            (_, index) => post(String(index)) as Extract<Operation, { type: 'post' }>,
        );
        await outbox.enqueueThread(posts);
        await expect(outbox.enqueue(post('one more'))).rejects.toThrow();
        expect(outbox.posts).toHaveLength(50);
    });
});
