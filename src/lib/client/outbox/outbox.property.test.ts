import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aStatusEntity } from '../../../../tests/support/mastodon-client';
import type { Fetch } from '../api/request';
import { MemoryDatabase } from '../database/memory-database';
import type { LocalDatabase } from '../database/records';
import { flushOutbox } from './flush';
import { apply } from './ledger';
import { isPending, localId, type Operation } from './row';
import { hurried, intended, restored, takenBack } from './steps';

/** What may happen to a request. `late`: it comes to the server when the next one does, and nobody hears of it. */
const FAULTS = [
    'none',
    'cut',
    'answer lost',
    'killed before',
    'killed after',
    'late',
    '503',
    '429',
    '401',
] as const;
type Fault = (typeof FAULTS)[number];

type Move =
    | { do: 'post'; replies: boolean }
    | { do: 'like' | 'boost'; target: string }
    | { do: 'list'; member: string }
    | { do: 'take back'; which: number; restores: boolean }
    | { do: 'flush'; by: number }
    | { do: 'wait'; seconds: number };

const move: fc.Arbitrary<Move> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('post' as const), replies: fc.boolean() }) },
    {
        weight: 4,
        arbitrary: fc.record({
            do: fc.constantFrom('like' as const, 'boost' as const),
            target: fc.constantFrom('1', '2'),
        }),
    },
    {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('list' as const), member: fc.constantFrom('7', '8') }),
    },
    {
        weight: 2,
        arbitrary: fc.record({
            do: fc.constant('take back' as const),
            which: fc.nat(5),
            restores: fc.boolean(),
        }),
    },
    { weight: 6, arbitrary: fc.record({ do: fc.constant('flush' as const), by: fc.nat(2) }) },
    {
        weight: 3,
        arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(4, 20, 1000) }),
    },
);

/** A server that keeps Idempotency-Keys as ours does, behind a network that is told what to do to each request. */
class ModelServer {
    readonly posts = new Map<string, { text: string; parent: string | undefined; deleted: boolean }>();
    readonly on = { favourite: new Set<string>(), reblog: new Set<string>() };
    readonly lists: string[] = [];
    readonly members = new Set<string>();
    readonly #keys = new Map<string, string | null>();
    #late: (() => void)[] = [];
    #next = 100;

    answer(method: string, path: string, body: Record<string, string>, key: string): Response {
        const [, , , collection = '', id = '', verb = ''] = path.split('/');
        if (path.startsWith('/api/atoll/v1/submissions/'))
            return this.#withdraw(path.split('/').at(-1) ?? '');
        if (collection === 'lists') {
            if (id === '') {
                const known = this.#keys.get(key) ?? String(this.#next++);
                if (!this.#keys.has(key)) this.lists.push(known);
                this.#keys.set(key, known);
                return Response.json({ id: known });
            }
            const member = `${id}/${(body['account_ids'] as unknown as string[])[0]}`;
            if (this.members.has(member)) return Response.json({ error: 'Taken' }, { status: 422 });
            this.members.add(member);
            return Response.json({});
        }
        if (collection === 'accounts')
            return Response.json(
                this.lists.filter((list) => this.members.has(`${list}/${id}`)).map((list) => ({ id: list })),
            );
        if (verb !== '') {
            const kind = verb.endsWith('favourite') ? 'favourite' : 'reblog';
            if (verb.startsWith('un')) this.on[kind].delete(id);
            else this.on[kind].add(id);
            return Response.json(aStatusEntity(id));
        }
        expect(method).toBe('POST');
        if (!this.#keys.has(key)) {
            const made = String(this.#next++);
            this.#keys.set(key, made);
            this.posts.set(made, {
                text: body['status'] ?? '',
                parent: body['in_reply_to_id'],
                deleted: false,
            });
        }
        const made = this.#keys.get(key);
        if (!made) return Response.json({ error: 'Withdrawn' }, { status: 422 });
        return Response.json(aStatusEntity(made));
    }

    later(work: () => void): void {
        this.#late.push(work);
    }

    arrive(): void {
        const late = this.#late;
        this.#late = [];
        for (const work of late) work();
    }

    #withdraw(key: string): Response {
        const made = this.#keys.get(key);
        const post = made && this.posts.get(made);
        if (post) post.deleted = true;
        this.#keys.set(key, null);
        return Response.json({});
    }
}

/** A device with two tabs and a worker, each of which may be killed at any request. */
async function play(moves: readonly Move[], faults: readonly Fault[]) {
    const server = new ModelServer();
    const database = new MemoryDatabase();
    let clock = 1_800_000_000_000;
    let healed = false;
    let asked = 0;

    const flush = async () => {
        let killed = false;
        const mortal: LocalDatabase = Object.assign(Object.create(database) as LocalDatabase, {
            revise: (...given: Parameters<LocalDatabase['revise']>) => {
                if (killed) throw new Error('killed');
                return database.revise(...given);
            },
        });
        const fetch: Fetch = async (input, init) => {
            const fault = healed ? 'none' : (faults[asked++ % faults.length] ?? 'none');
            const path = String(input);
            const key = new Headers(init?.headers).get('idempotency-key') ?? '';
            const body = JSON.parse(String(init?.body ?? '{}')) as Record<string, string>;
            const reach = () => server.answer(init?.method ?? 'GET', path, body, key);
            // Only what is under a key may come late: a wish that overtakes its opposite is lost on any server.
            if (fault === 'late' && key !== '') server.later(reach);
            else server.arrive();
            if (fault === 'killed before') killed = true;
            if (fault === '503' || fault === '429' || fault === '401')
                return Response.json(
                    { error: fault },
                    { status: Number(fault), headers: { 'retry-after': '30' } },
                );
            const answer =
                fault === 'none' || fault.endsWith('after') || fault === 'answer lost' ? reach() : null;
            if (fault === 'killed after') killed = true;
            if (!answer || fault !== 'none') throw new TypeError(fault);
            return answer;
        };
        await flushOutbox('1', { database: mortal, fetch, now: () => clock }).catch((error: unknown) => {
            if (!killed) throw error;
        });
    };
    const intend = async (operation: Operation, dependsOn: string | null = null) =>
        (await apply(database, (rows) => intended(rows, operation, { now: clock, dependsOn }))).result;

    const wanted = new Map<string, { text: string; dependsOn: string | null }>();
    const wishes = { like: new Map<string, boolean>(), boost: new Map<string, boolean>() };
    const members = new Map<string, string>();
    for (const [index, step] of moves.entries()) {
        clock += 100;
        if (step.do === 'post') {
            const parent = step.replies ? ([...wanted.keys()].at(-1) ?? null) : null;
            const text = `post ${index}`;
            const row = await intend({ type: 'post', target: null, payload: { status: text } }, parent);
            if (row) wanted.set(row.id, { text, dependsOn: parent });
        } else if (step.do === 'like' || step.do === 'boost') {
            const on = !wishes[step.do].get(step.target);
            wishes[step.do].set(step.target, on);
            const type = step.do === 'like' ? 'favourite' : 'boost';
            await intend({ type, target: step.target, payload: { on } });
        } else if (step.do === 'list') {
            const list = localId();
            members.set(list, step.member);
            const payload = { title: list, replies_policy: 'list', exclusive: false } as const;
            await intend({ type: 'list-create', target: list, payload });
            await intend({ type: 'list-member', target: step.member, payload: { listId: list, on: true } });
        } else if (step.do === 'take back') {
            const [id] = [...wanted.keys()].slice(step.which);
            if (!id) continue;
            const { result } = await apply(database, (rows) =>
                takenBack(rows, id, { now: clock, holdFor: 7000 }),
            );
            if (result.length === 0) continue;
            if (step.restores && (await apply(database, (rows) => restored(rows, result))).result) continue;
            for (const row of result) wanted.delete(row.id);
        } else if (step.do === 'wait') clock += step.seconds * 1000;
        // Two at once, as tabs do.
        else if ('by' in step) await Promise.all(Array.from({ length: step.by + 1 }, flush));
    }
    healed = true;
    for (let i = 0; i < 60; i++) {
        clock += 20 * 60_000;
        // The person signs in again, and sends what was refused only because the network lied.
        await apply(database, (rows) => hurried(rows, (row) => row.state === 'held', clock));
        await flush();
        if (!(await database.getAll('outbox')).some(isPending)) break;
    }
    server.arrive();
    return {
        server,
        wanted,
        wishes,
        members,
        left: (await database.getAll('outbox')).filter((row) => row.state !== 'sent'),
    };
}

test('whatever is cut, killed, late or answered twice: the server has each effect once', async () => {
    await fc.assert(
        fc.asyncProperty(
            fc.array(move, { minLength: 4, maxLength: 24 }),
            fc.array(fc.constantFrom(...FAULTS), { minLength: 1, maxLength: 12 }),
            async (moves, faults) => {
                const { server, wanted, wishes, members, left } = await play(moves, faults);
                expect(left).toEqual([]);
                const posts = [...server.posts].filter(([, post]) => !post.deleted);
                const textOf = (id: string | undefined) =>
                    id === undefined ? null : server.posts.get(id)?.text;
                const isThere = posts.map(([, { text, parent }]) => [text, textOf(parent)]);
                const shouldBe = [...wanted.values()].map(({ text, dependsOn }) => [
                    text,
                    dependsOn === null ? null : wanted.get(dependsOn)?.text,
                ]);
                expect(isThere.sort()).toEqual(shouldBe.sort());
                for (const [target, on] of wishes.like)
                    expect([target, server.on.favourite.has(target)]).toEqual([target, on]);
                for (const [target, on] of wishes.boost)
                    expect([target, server.on.reblog.has(target)]).toEqual([target, on]);
                expect(server.lists).toHaveLength(members.size);
                expect(server.members.size).toBe(members.size);
            },
        ),
        { numRuns: 300 },
    );
});
