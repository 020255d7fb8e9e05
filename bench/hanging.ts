import type { Community } from './community.ts';
import { Crossings } from './crossings.ts';
import type { DataSet } from './data-set.ts';
import { Hosts } from './hosts.ts';
import { openLoop } from './open-loop.ts';
import { percentile } from './requests.ts';
import { atMost, round, type Line } from './table.ts';

const READS_PER_SECOND = 25;

/** Hosts of each kind, and what is posted to them. */
export interface Crowd {
    healthy: number;
    hanging: number;
    trickling: number;
    /** Their names take ten seconds to look up. */
    nameless: number;
    posts: number;
    postEveryMs: number;
}

export const TWO_HUNDRED: Crowd = {
    healthy: 120,
    hanging: 50,
    trickling: 20,
    nameless: 10,
    posts: 10,
    postEveryMs: 1_500,
};

/** What hosts that never answer cost those that do: posts while some are ill, beside posts while none is. */
export async function measureHanging(community: Community, data: DataSet, crowd: Crowd): Promise<Line[]> {
    using hosts = new Hosts();
    const crossings = new Crossings(community, data.loner, hosts);
    const names = await hosts.slowNames();
    await community.restart('all', {
        env: { BENCH_NAME_SERVER: `127.0.0.1:${names}` },
        preload: new URL('ask-name-server.ts', import.meta.url),
    });
    try {
        const healthy = await hosts.open({ kind: 'quick', count: crowd.healthy });
        await crossings.follow(healthy.origins);
        await crossings.arrive([await crossings.post()], crowd.healthy);
        const before = await postAndRead(crossings, data, healthy.origins, crowd);

        const ill = [
            await hosts.open({ kind: 'hanging', count: crowd.hanging }),
            await hosts.open({ kind: 'trickling', count: crowd.trickling }),
        ].flatMap(({ origins }) => origins);
        const nameless = Array.from({ length: crowd.nameless }, (_, n) => `http://slow${n}.bench.example`);
        await crossings.follow([...healthy.origins, ...ill, ...nameless]);
        const during = await postAndRead(crossings, data, healthy.origins, crowd);
        return [
            atMost(
                `a post is with ${crowd.healthy} healthy of ${crowd.healthy + ill.length + nameless.length} hosts, p95`,
                percentile(during.delays, 0.95) / 1_000,
                's',
                5,
                `last ${round(Math.max(...during.delays) / 1_000)} s; ${round(percentile(before.delays, 0.95) / 1_000)} s while none is ill`,
            ),
            atMost('connections to one host, at most', await hosts.mostConnections(), '', 4),
            atMost(
                'home timeline meanwhile, p95 beside that while none is ill',
                percentile(during.reads, 0.95) / percentile(before.reads, 0.95),
                '×',
                1.2,
                `${round(percentile(during.reads, 0.95))} and ${round(percentile(before.reads, 0.95))} ms`,
            ),
        ];
    } finally {
        await crossings.end();
        await forget(community);
        await community.restart();
    }
}

async function postAndRead(
    crossings: Crossings,
    { readers }: DataSet,
    origins: string[],
    { posts, postEveryMs }: Crowd,
) {
    const marks: number[] = [];
    const posting = (async () => {
        for (let n = 0; n < posts; n++) {
            marks.push(await crossings.post());
            await new Promise((settle) => setTimeout(settle, postEveryMs));
        }
        await crossings.arrive(marks, origins.length, 60);
    })();
    const reads = await openLoop(
        {
            url: `${crossings.community.origin}/api/v1/timelines/home?limit=20`,
            tokens: readers.map(({ token }) => token),
        },
        READS_PER_SECOND,
        posting,
    );
    const delays = await Promise.all(marks.map((mark) => crossings.delaysOf(mark, origins)));
    return { delays: delays.flat(), reads };
}

/** What the ill are owed would be tried again during what is measured next. */
async function forget({ sql }: Community): Promise<void> {
    await sql`DELETE FROM deliveries`;
    await sql`DELETE FROM delivery_lanes WHERE leased_until IS NULL`;
}
