/** A fixed number of requests, and what they cost server and database. */
import { Agent, request as send } from 'node:http';
import type { Community } from './community.ts';
import { cpuOf, cpuOfTree } from './processes.ts';

export interface Cost {
    /** CPU milliseconds a request. */
    server: number;
    postgres: number;
    /** Milliseconds until the answer was read, half of them and nineteen of twenty. */
    p50: number;
    p95: number;
    perSecond: number;
}

export interface Ask {
    url: string;
    /** One is taken after the other, so that nobody asks more often than a client may. */
    tokens?: readonly string[];
    method?: string;
    /** Made anew for each request. */
    body?: () => string;
    headers?: (body: string) => Record<string, string>;
}

/** Requests under way at the same time: enough that nobody waits for the network, few enough that nothing queues. */
const AT_ONCE = 4;

let turn = 0;
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request; the status and the text of its answer. */
export function ask({
    url,
    tokens = [],
    method = 'GET',
    body,
    headers,
}: Ask): Promise<{ status: number; text: string }> {
    const content = body?.();
    const token = tokens[turn++ % tokens.length];
    return new Promise((settle, fail) => {
        const outgoing = send(
            url,
            {
                agent,
                method,
                headers: {
                    ...(token && { Authorization: `Bearer ${token}` }),
                    ...(content && { 'Content-Type': 'application/json' }),
                    ...(content && headers?.(content)),
                },
            },
            (answer) => {
                const chunks: Buffer[] = [];
                answer.on('data', (chunk: Buffer) => chunks.push(chunk));
                answer.on('end', () =>
                    settle({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
                );
                answer.on('error', fail);
            },
        );
        outgoing.on('error', fail);
        outgoing.end(content);
    });
}

/**
 * Asks `count` times (a third as often before, uncounted) and measures. `settled` waits for what follows from the
 * requests, which is counted with them.
 * @throws when an answer is none of success.
 */
export async function measure(
    pids: Community['pids'],
    what: Ask,
    count: number,
    settled: () => Promise<void> = async () => {},
): Promise<Cost> {
    await run(what, Math.ceil(count / 3));
    await settled();
    const before = { server: cpuOf(pids.server), postgres: cpuOfTree(pids.postgres), at: performance.now() };
    const times = await run(what, count);
    const seconds = (performance.now() - before.at) / 1_000;
    await settled();
    return {
        server: (cpuOf(pids.server) - before.server) / count,
        postgres: (cpuOfTree(pids.postgres) - before.postgres) / count,
        p50: percentile(times, 0.5),
        p95: percentile(times, 0.95),
        perSecond: count / seconds,
    };
}

/** The times of `count` requests in milliseconds. */
export async function run(what: Ask, count: number, atOnce = AT_ONCE): Promise<number[]> {
    const times: number[] = [];
    let left = count;
    const worker = async () => {
        while (left-- > 0) {
            const began = performance.now();
            const { status, text } = await ask(what);
            if (status < 200 || status > 299)
                throw new Error(
                    `${what.method ?? 'GET'} ${what.url} answered ${status}: ${text.slice(0, 300)}`,
                );
            times.push(performance.now() - began);
        }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return times;
}

export function percentile(values: number[], share: number): number {
    const sorted = values.toSorted((one, other) => one - other);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
