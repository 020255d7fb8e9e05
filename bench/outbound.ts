import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeCertificates } from './certificate.ts';
import type { Community } from './community.ts';
import { Crossings } from './crossings.ts';
import type { DataSet } from './data-set.ts';
import { Hosts, type Group } from './hosts.ts';
import { cpuOf, cpuOfTree } from './processes.ts';
import { drained } from './settle.ts';
import { atLeast, atMost, round, type Line } from './table.ts';

const POSTS = 4;
const MANY = 1_000;

/** Posts of a member with one follower on each of many hosts, until the last host has the last of them. */
export async function measureOutbound(community: Community, data: DataSet, count: number): Promise<Line[]> {
    using hosts = new Hosts();
    const crossings = new Crossings(community, data.loner, hosts);
    const plain = await measureDeliveries(crossings, await hosts.open({ kind: 'quick', count }), {
        what: `deliveries to ${count} hosts`,
        target: 800,
    });
    const many = await measureOnePost(crossings, await hosts.open({ kind: 'quick', count: MANY }));

    const certificates = makeCertificates();
    const folder = mkdtempSync(join(tmpdir(), 'atoll-bench-'));
    try {
        writeFileSync(join(folder, 'authority.pem'), certificates.authority);
        await community.restart('all', { env: { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') } });
        const group = await hosts.open({ kind: 'quick', count, tls: certificates });
        const secure = await measureDeliveries(
            crossings,
            group,
            { what: `deliveries to ${count} hosts over TLS`, target: 400 },
            certificates.authority,
        );
        return [...plain, ...secure, many];
    } finally {
        await crossings.end();
        await community.restart();
        rmSync(folder, { recursive: true });
    }
}

async function measureDeliveries(
    crossings: Crossings,
    group: Group,
    { what, target }: { what: string; target: number },
    authority?: string,
): Promise<Line[]> {
    const { community } = crossings;
    const { pids } = community;
    const hosts = group.origins.length;
    await crossings.follow(group.origins);
    // The first crossing opens the connections.
    await crossings.arrive([await crossings.post()], hosts);
    await drained(community);
    const before = { server: cpuOf(pids.server), postgres: cpuOfTree(pids.postgres), at: performance.now() };
    const marks: number[] = [];
    for (let n = 0; n < POSTS; n++) marks.push(await crossings.post());
    await crossings.arrive(marks, hosts);
    const seconds = (performance.now() - before.at) / 1_000;
    const count = hosts * POSTS;
    const server = (cpuOf(pids.server) - before.server) / count;
    const postgres = (cpuOfTree(pids.postgres) - before.postgres) / count;
    await drained(community);
    const floor = await measureFloor(crossings, group, authority);
    return [
        { what: `floor: ${what}, unsigned, by undici`, measured: floor, target: '' },
        atLeast(
            what,
            count / seconds,
            '/s',
            target,
            `${round(server + postgres)} ms CPU = ${round(server)} server + ${round(postgres)} PostgreSQL`,
        ),
    ];
}

/** From the request that posts until the last of the hosts has it. */
async function measureOnePost(crossings: Crossings, { origins }: Group): Promise<Line> {
    await crossings.follow(origins);
    await crossings.arrive([await crossings.post()], origins.length);
    await drained(crossings.community);
    const mark = await crossings.post();
    await crossings.arrive([mark], origins.length);
    const delays = await crossings.delaysOf(mark);
    const median = delays[Math.floor(delays.length / 2)] ?? NaN;
    return atMost(
        `a post is with the last of ${origins.length} hosts`,
        Math.max(...delays) / 1_000,
        's',
        5,
        `with half of them after ${round(median / 1_000)} s`,
    );
}

async function measureFloor(crossings: Crossings, { origins }: Group, authority?: string): Promise<string> {
    const [row] = await crossings.community.sql<{ body: string }[]>`
        SELECT body FROM outbound_activities ORDER BY id DESC LIMIT 1`;
    const child = fork(fileURLToPath(new URL('floor-posts.ts', import.meta.url)), { stdio: 'inherit' });
    try {
        const post = async (rounds: number) => {
            child.send({ origins, body: row?.body, rounds, authority });
            const [result] = (await once(child, 'message')) as [{ seconds: number; cpu: number }];
            return result;
        };
        await post(1);
        const { seconds, cpu } = await post(POSTS);
        const count = origins.length * POSTS;
        return `${round(count / seconds)} /s (${round(cpu / count)} ms CPU)`;
    } finally {
        child.disconnect();
    }
}
