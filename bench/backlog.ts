import { setTimeout as pause } from 'node:timers/promises';
import { METRICS_TOKEN, type Community } from './community.ts';
import { Crossings } from './crossings.ts';
import type { DataSet } from './data-set.ts';
import { Hosts } from './hosts.ts';
import { openLoop } from './open-loop.ts';
import { residentMb } from './processes.ts';
import { percentile } from './requests.ts';
import { until } from './settle.ts';
import { atLeast, atMost, round, type Line } from './table.ts';

const READS_PER_SECOND = 25;
/** The longest that draining may take: 80 a second. */
const PATIENCE_S = 1_300;

/** Many hosts are away while much is posted, and come back at the same time. */
export async function measureBacklog(
    community: Community,
    data: DataSet,
    { posts, count }: { posts: number; count: number },
): Promise<Line[]> {
    using hosts = new Hosts();
    const crossings = new Crossings(community, data.loner, hosts);
    try {
        const group = await hosts.open({ kind: 'quick', count });
        await hosts.down(group);
        await crossings.follow(group.origins);
        const marks: number[] = [];
        for (let n = 0; n < posts; n++) marks.push(await crossings.post());
        const owed = count * posts;
        await until(`${owed} deliveries to be owed`, 120, async () => (await countOwed(community)) >= owed);

        await hosts.up(group);
        const before = { rss: residentMb(community.pids.server), at: performance.now() };
        await letThemBeAsked(community);
        let largest = before.rss;
        const drained = until('the backlog to be gone', PATIENCE_S, async () => {
            largest = Math.max(largest, residentMb(community.pids.server));
            return (await hosts.received()) > owed;
        });
        const reading = openLoop(
            {
                url: `${community.origin}/api/v1/timelines/home?limit=20`,
                tokens: data.readers.map(({ token }) => token),
            },
            READS_PER_SECOND,
            drained,
        );
        await until('some of it to be gone', 120, async () => (await hosts.received()) >= owed / 10);
        const direct = await crossings.post(crossings.personAt(group.origins.at(-1) ?? '').handle);
        await crossings.arrive([direct], 1);
        const left = owed - (await hosts.received());
        const reads = await reading;
        const seconds = (performance.now() - before.at) / 1_000;
        const [delay = NaN] = await crossings.delaysOf(direct);
        return [
            atLeast(
                `a backlog of ${owed} deliveries drains`,
                owed / seconds,
                '/s',
                80,
                `${round(seconds)} s`,
            ),
            atMost(
                'home timeline meanwhile, p95',
                percentile(reads, 0.95),
                'ms',
                400,
                `p50 ${round(percentile(reads, 0.5))} ms, ${READS_PER_SECOND}/s`,
            ),
            atMost('memory that the server grows by', largest - before.rss, 'MB', 300),
            atMost('claiming deliveries, p95', await claimP95(community), 'ms', 50),
            atMost(
                'a direct message posted meanwhile arrives',
                delay / 1_000,
                's',
                10,
                `${left} were still owed`,
            ),
            atMost('connections to one host, at most', await hosts.mostConnections(), '', 4),
        ];
    } finally {
        await crossings.end();
    }
}

async function countOwed({ sql }: Community): Promise<number> {
    const [row] = await sql<{ owed: number }[]>`SELECT count(*)::int AS owed FROM deliveries`;
    return row?.owed ?? 0;
}

/**
 * As `atoll federation retry --all` does: the hardest case, everybody at the same moment; and once more for those that were
 * being asked in vain at that moment.
 */
async function letThemBeAsked(community: Community): Promise<void> {
    await makeDue(community);
    await pause(1_000);
    await makeDue(community);
}

async function makeDue({ sql }: Community): Promise<void> {
    await sql`UPDATE instances SET failures = 0, failing_since = NULL, retry_after = NULL WHERE failures > 0`;
    await sql`UPDATE delivery_lanes SET due_at = now()`;
    await sql`UPDATE deliveries SET due_at = now() WHERE due_at > now()`;
    await sql`SELECT pg_notify('atoll_deliveries', '')`;
}

/** The bucket, in milliseconds, below which nineteen of twenty claims were. */
async function claimP95({ origin }: Community): Promise<number> {
    const answer = await fetch(`${origin}/metrics`, {
        headers: { Authorization: `Bearer ${METRICS_TOKEN}` },
    });
    const text = await answer.text();
    const buckets = Array.from(
        text.matchAll(/^atoll_delivery_claim_seconds_bucket\{le="([^"]+)"\} (\d+)$/gm),
        ([, bound, count]) => ({ bound: Number(bound === '+Inf' ? Infinity : bound), count: Number(count) }),
    );
    const all = buckets.at(-1)?.count ?? 0;
    return (buckets.find(({ count }) => count >= all * 0.95)?.bound ?? NaN) * 1_000;
}
