import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';
import type { Community } from './community.ts';
import type { DataSet } from './data-set.ts';
import { ask, measure, type Ask, type Cost } from './requests.ts';
import { atMost, round, type Line } from './table.ts';

/** What is read most, each with the CPU milliseconds it may cost in server and database together. */
export async function measureReading(
    community: Community,
    { readers, authorId, statusId, threadId }: DataSet,
    requests: number,
): Promise<Line[]> {
    const { origin, pids } = community;
    const tokens = readers.map(({ token }) => token);
    const get = (path: string) => ({ url: `${origin}${path}`, tokens });
    const lines: Line[] = [];

    const floor = await measureFloor(community, readers[0]?.accountId ?? '', requests);
    lines.push({ what: 'floor: node:http, one query by key', measured: costs(floor), target: '' });

    for (const [what, path, limit] of [
        ['home, 20 posts', '/api/v1/timelines/home?limit=20', 2.5],
        ['public, 20 posts', '/api/v1/timelines/public?limit=20', 2.5],
        ['local, 20 posts', '/api/v1/timelines/public?local=true&limit=20', 2.5],
        ['a hashtag, 20 posts', '/api/v1/timelines/tag/topic7?limit=20', 2.5],
        ["an account's 20 posts", `/api/v1/accounts/${authorId}/statuses?limit=20`, 2.5],
        ['one status', `/api/v1/statuses/${statusId}`, 1],
        ['context of 61 posts', `/api/v1/statuses/${threadId}/context`, 6],
        ['grouped notifications', '/api/v2/notifications?limit=40', 4],
        ['instance v2', '/api/v2/instance', undefined],
    ] as const) {
        await check(get(path), what);
        const cost = await measure(pids, get(path), requests);
        const total = cost.server + cost.postgres;
        lines.push(
            limit === undefined
                ? { what, measured: costs(cost), target: '' }
                : { ...atMost(what, total, 'ms CPU', limit), measured: costs(cost) },
        );
    }
    return lines;
}

/** Each answer is looked at once, so that nothing empty is measured. */
async function check(what: Ask, name: string): Promise<void> {
    const { status, text } = await ask(what);
    const answer = JSON.parse(text) as unknown[] & {
        descendants?: unknown[];
        notification_groups?: unknown[];
    };
    const wrong =
        status !== 200 ||
        (name.includes('20 posts') && answer.length !== 20) ||
        (name.includes('grouped') && !answer.notification_groups?.length) ||
        (name.includes('61') && answer.descendants?.length !== 60);
    if (wrong) throw new Error(`${name}: ${what.url} answered ${status} ${text.slice(0, 200)}`);
}

/** `2.31 ms CPU = 1.52 server + 0.79 PostgreSQL, p50 3.1 ms, 812/s` */
export function costs({ server, postgres, p50, p95, perSecond }: Cost): string {
    return (
        `${round(server + postgres)} ms CPU = ${round(server)} server + ${round(postgres)} PostgreSQL; ` +
        `p50 ${round(p50)} ms, p95 ${round(p95)} ms, ${round(perSecond)}/s`
    );
}

async function measureFloor(community: Community, accountId: string, requests: number): Promise<Cost> {
    const { host, port } = community.sql.options;
    const process = fork(
        fileURLToPath(new URL('floor-server.ts', import.meta.url)),
        [String(host), String(port), accountId, 'accounts'],
        { stdio: 'inherit' },
    );
    try {
        const [address] = (await once(process, 'message')) as [AddressInfo];
        const pids = { server: process.pid ?? 0, postgres: community.pids.postgres };
        return await measure(pids, { url: `http://127.0.0.1:${address.port}/` }, requests);
    } finally {
        process.disconnect();
    }
}

/** The number of cores and their name, for the head of the table. */
export function machine(): string {
    const info = readFileSync('/proc/cpuinfo', 'utf8');
    const name = /^model name\s*:\s*(.+)$/m.exec(info)?.[1] ?? 'unknown processor';
    return `${(info.match(/^processor/gm) ?? []).length} × ${name}`;
}
