import type { Community } from './community.ts';
import type { DataSet } from './data-set.ts';
import { introduce, openHost } from './peer.ts';
import { cpuOf, cpuOfTree } from './processes.ts';
import { ask } from './requests.ts';
import { drained, until } from './settle.ts';
import { atLeast, round, type Line } from './table.ts';

const POSTS = 4;

/** Posts of a member with one follower on each of many hosts, until the last host has the last of them. */
export async function measureOutbound(
    community: Community,
    { loner }: DataSet,
    hosts: number,
): Promise<Line[]> {
    const { origin, sql, pids } = community;
    let received = 0;
    const opened = await Promise.all(Array.from({ length: hosts }, () => openHost(() => received++)));
    const people = await introduce(
        sql,
        opened.map((host) => host.origin),
        10_000_000,
    );
    await sql`
        INSERT INTO follows (id, account_id, target_id)
        SELECT id + 1000000, id, ${loner.accountId} FROM accounts WHERE id = any(${people.map(({ accountId }) => accountId)})`;
    await sql`UPDATE accounts SET followers_count = ${hosts} WHERE id = ${loner.accountId}`;

    const post = async (text: string) => {
        const { status } = await ask({
            url: `${origin}/api/v1/statuses`,
            tokens: [loner.token],
            method: 'POST',
            body: () => JSON.stringify({ status: text }),
        });
        if (status !== 200) throw new Error(`A post was answered ${status}`);
    };
    const arrived = (count: number) =>
        until(`${count} deliveries, of which ${received} came`, 180, async () => received >= count);

    await post('The first crossing opens the connections');
    await arrived(hosts);
    await drained(community);
    received = 0;
    const before = { server: cpuOf(pids.server), postgres: cpuOfTree(pids.postgres), at: performance.now() };
    for (let n = 0; n < POSTS; n++) await post(`Crossing number ${n}`);
    await arrived(hosts * POSTS);
    const seconds = (performance.now() - before.at) / 1_000;
    const count = hosts * POSTS;
    const server = (cpuOf(pids.server) - before.server) / count;
    const postgres = (cpuOfTree(pids.postgres) - before.postgres) / count;
    for (const { server: host } of opened) {
        host.closeAllConnections();
        host.close();
    }
    return [
        atLeast(
            `deliveries to ${hosts} hosts`,
            count / seconds,
            '/s',
            300,
            `${round(server + postgres)} ms CPU = ${round(server)} server + ${round(postgres)} PostgreSQL`,
        ),
    ];
}
