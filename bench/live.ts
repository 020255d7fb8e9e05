import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Community } from './community.ts';
import type { DataSet, Person } from './data-set.ts';
import { heldMb } from './held-memory.ts';
import { cpuOf, cpuOfTree } from './processes.ts';
import { ask, percentile } from './requests.ts';
import { until } from './settle.ts';
import { atMost, round, type Line } from './table.ts';

const POSTS = 50;
const POSTS_PER_SECOND = 5;
/** Connections being opened at the same time. */
const OPENING = 50;
/** Time for the heap to settle before memory is read. */
const SETTLE_MS = 3_000;

/** From the sending of a post until each of many listeners has it in their home, and what an idle listener costs. */
export async function measureLive(community: Community, { poster, listeners }: DataSet): Promise<Line[]> {
    const { origin, pids } = community;
    const sent = new Map<number, number>();
    const delays: number[] = [];
    const hear = (data: Buffer) => {
        const number = /live-(\d+)/.exec(data.toString())?.[1];
        const began = sent.get(Number(number));
        if (began !== undefined) delays.push(performance.now() - began);
    };

    // Once before, so that what the first of anything needs is not counted for the second.
    for (const socket of await openAll(origin, listeners, hear)) socket.terminate();
    await pause(SETTLE_MS);
    const before = await heldMb(pids.server);
    const sockets = await openAll(origin, listeners, hear);
    await pause(SETTLE_MS);
    const perSocket = (((await heldMb(pids.server)) - before) * 1_000) / sockets.length;

    const post = async (number: number) => {
        sent.set(number, performance.now());
        const { status, text } = await ask({
            url: `${origin}/api/v1/statuses`,
            tokens: [poster.token],
            method: 'POST',
            body: () => JSON.stringify({ status: `The ferry is in, live-${number}` }),
        });
        if (status !== 200) throw new Error(`A post was answered ${status}: ${text}`);
    };
    for (let number = 0; number < 5; number++) await post(number);
    await until('the first posts to arrive', 30, async () => delays.length >= 5 * sockets.length);
    delays.length = 0;

    const cpu = { server: cpuOf(pids.server), postgres: cpuOfTree(pids.postgres), at: performance.now() };
    const posts: Promise<void>[] = [];
    for (let number = 100; number < 100 + POSTS; number++) {
        posts.push(post(number));
        await pause(1_000 / POSTS_PER_SECOND);
    }
    await Promise.all(posts);
    const seconds = (performance.now() - cpu.at) / 1_000;
    await until('every post to arrive everywhere', 60, async () => delays.length >= POSTS * sockets.length);
    const share = (used: number) => `${round(used / seconds / 10)} %`;
    const load = `server ${share(cpuOf(pids.server) - cpu.server)}, PostgreSQL ${share(cpuOfTree(pids.postgres) - cpu.postgres)} of a core`;

    for (const socket of sockets) socket.terminate();
    return [
        atMost(
            `post → ${sockets.length} homes at ${POSTS_PER_SECOND} posts/s, p95`,
            percentile(delays, 0.95),
            'ms',
            300,
            `p50 ${round(percentile(delays, 0.5))} ms, p99 ${round(percentile(delays, 0.99))} ms; ${load}`,
        ),
        {
            what: `memory of an idle socket, of ${sockets.length}`,
            measured: `${round(perSocket)} kB`,
            target: '',
        },
    ];
}

async function openAll(origin: string, people: Person[], hear: (data: Buffer) => void): Promise<WebSocket[]> {
    const waiting = [...people];
    const sockets: WebSocket[] = [];
    const opener = async () => {
        for (let person = waiting.pop(); person; person = waiting.pop()) {
            const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/v1/streaming?stream=user`, {
                headers: { Authorization: `Bearer ${person.token}` },
            });
            await once(socket, 'open');
            // Messages are obeyed in turn: the answer to nonsense says that the stream before it is joined.
            socket.send('{}');
            await once(socket, 'message');
            socket.on('message', hear);
            sockets.push(socket);
        }
    };
    await Promise.all(Array.from({ length: OPENING }, opener));
    return sockets;
}

function pause(milliseconds: number): Promise<void> {
    return new Promise((settle) => setTimeout(settle, milliseconds));
}
