import type postgres from 'postgres';
import { letRetriesCome, workLeft } from '../tests/process/support/database-of';
import { RemoteServer, type RemotePerson } from '../tests/federation/support/remote-server';
import { atMost } from '../bench/table';
import { Chance } from '../scripts/demo/chance';
import { Community } from './community';
import { exactly, none, type Finding, type Scenario } from './scenario';

/** As often something is tried before it is left to the operator. */
const TRIES = 8;
const AT_ONCE = 8;
const POISON = 'hemlock';

/** Some of what arrives cannot be worked on, however often it is tried: the database itself refuses it. */
export const rel21: Scenario = {
    id: 'REL-21',
    title: 'some of what arrives can never be worked on',
    async run(seed, { short }) {
        const { healthy, poisoned } = short ? { healthy: 60, poisoned: 4 } : { healthy: 600, poisoned: 30 };
        const chance = new Chance(seed);
        await using community = await Community.start({ LOG_LEVEL: 'silent' });
        await using server = await RemoteServer.start();
        const ana = await community.member('ana');
        const vera = await server.person('vera');
        await community.ask(ana, 'GET', `/api/v2/search?resolve=true&q=@vera@${server.host}`);
        const write = (words: string, count: number) =>
            Array.from({ length: count }, (_, n) => server.create(vera, server.note(vera, `${words} ${n}`)));
        const sql = await community.sql();

        await send(community, server, vera, write('before', healthy));
        await community.settled();
        const before = await delays(sql);
        await sql.unsafe(
            `ALTER TABLE statuses ADD CONSTRAINT fault CHECK (content_html NOT LIKE '%${POISON}%') NOT VALID`,
        );
        const poison = write(POISON, poisoned);
        await send(
            community,
            server,
            vera,
            chance.pickSome([...write('after', healthy), ...poison], healthy + poisoned),
        );
        const tries = await exhaust(sql);
        const after = await delays(sql);

        return [
            none('of what is well, not worked on', await unsettled(sql)),
            atMost(
                'p95 from the answer to the end of the work, beside what fails',
                after,
                'ms',
                // Beside other tests both vary widely.
                Math.round(short ? before * 5 + 5_000 : before * 2 + 200),
                `${before.toFixed(0)} ms without`,
            ),
            atMost('tries of what fails', tries, '', TRIES),
            ...(await mend(
                community,
                sql,
                poison.map(({ id }) => id),
            )),
        ];
    },
};

async function send(
    community: Community,
    server: RemoteServer,
    vera: RemotePerson,
    activities: Record<string, unknown>[],
): Promise<void> {
    const waiting = activities.values();
    const sender = async () => {
        for (const activity of waiting) {
            const status = await server.send(`${community.origin}/inbox`, activity, vera);
            if (status !== 202) throw new Error(`${String(activity.id)} was answered ${status}`);
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
}

/** Milliseconds from arrival to the end of the work that nineteen of twenty do not exceed, of what was worked on last. */
async function delays(sql: postgres.Sql): Promise<number> {
    const [row] = await sql<{ p95: number }[]>`
        SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM processed_at - received_at) * 1000)::float AS p95
        FROM (SELECT * FROM inbound_activities WHERE state = 'done' ORDER BY id DESC
            LIMIT (SELECT greatest(1, count(*) / 2) FROM inbound_activities WHERE state = 'done')) AS latest`;
    return row?.p95 ?? 0;
}

/** Lets the time come for one try after the other, until none is left. @returns how many there were of one activity. */
async function exhaust(sql: postgres.Sql): Promise<number> {
    const giveUp = Date.now() + 120_000;
    while ((await workLeft(sql)) > 0) {
        await letRetriesCome(sql);
        await new Promise((settle) => setTimeout(settle, 100));
        if (Date.now() > giveUp) throw new Error('What fails is tried for ever');
    }
    const [row] = await sql<{ tries: number }[]>`SELECT max(attempts) + 1 AS tries FROM inbound_activities`;
    return row?.tries ?? 0;
}

async function unsettled(sql: postgres.Sql): Promise<string[]> {
    const rows = await sql<{ uri: string }[]>`
        SELECT uri FROM inbound_activities WHERE state <> 'done' AND coalesce(body, '') NOT LIKE ${`%${POISON}%`}`;
    return rows.map(({ uri }) => uri);
}

/** The operator sees what failed, mends the fault, and has it tried again. */
async function mend(community: Community, sql: postgres.Sql, poison: string[]): Promise<Finding[]> {
    const failures = JSON.stringify(await community.atoll('federation', 'failures'));
    const unseen = poison.filter((id) => !failures.includes(JSON.stringify(id).slice(1, -1)));
    await sql`ALTER TABLE statuses DROP CONSTRAINT fault`;
    await community.atoll('federation', 'retry', '--all');
    await community.settled();
    const [row] = await sql<{ count: number }[]>`
        SELECT count(*)::int FROM statuses WHERE content_html LIKE ${`%${POISON}%`}`;
    return [
        none(`of ${poison.length} that failed, not seen by the operator`, unseen),
        exactly(
            'of those, there once the fault is mended and they are tried again',
            row?.count ?? 0,
            poison.length,
        ),
    ];
}
