import type { Community } from '../bench/community';
import { Crossings } from '../bench/crossings';
import type { DataSet } from '../bench/data-set';
import { Hosts, type Group } from '../bench/hosts';
import { signedHeaders } from '../bench/peer';
import { ask } from '../bench/requests';
import { until } from '../bench/settle';
import { atMost } from '../bench/table';
import { Chance } from '../scripts/demo/chance';
import { measured } from './measured';
import { exactly, none, type Finding, type Scenario } from './scenario';

/** A host that flaps: so long it fails, so long it takes things, so often. Pauses are skipped in the short form. */
interface Course {
    failsFor: number;
    worksFor: number;
    times: number;
    posts: number;
    retryAfter: number;
    skips: boolean;
}

const LONG: Course = {
    failsFor: 30_000,
    worksFor: 10_000,
    times: 4,
    posts: 40,
    retryAfter: 60,
    skips: false,
};
const SHORT: Course = { failsFor: 600, worksFor: 300, times: 2, posts: 10, retryAfter: 2, skips: true };
/** So long after its recovery a host has everything. */
const RECOVERED_WITHIN_S = 600;

/** Hosts fail and work in turn, ask for a pause, are gone for good, cannot be spoken to in private. */
export const rel10: Scenario = {
    id: 'REL-10',
    title: 'other servers fail, come back, and say how long to wait',
    run: (seed, { short }) =>
        measured(async (community, data) => {
            using hosts = new Hosts();
            const scene = { community, data, hosts, chance: new Chance(seed) };
            const course = short ? SHORT : LONG;
            return [
                ...(await flap(scene, course)),
                await heed(scene, course),
                await leave(scene),
                await revive(scene),
            ];
        }),
};

interface Scene {
    community: Community;
    data: DataSet;
    hosts: Hosts;
    chance: Chance;
}

async function flap({ community, data, hosts, chance }: Scene, course: Course): Promise<Finding[]> {
    const crossings = new Crossings(community, data.loner, hosts);
    const [flapping, steady] = [
        await hosts.open({ kind: 'quick', count: 3 }),
        await hosts.open({ kind: 'quick', count: 3 }),
    ];
    await crossings.follow([...flapping.origins, ...steady.origins]);
    const marks: number[] = [];
    const began = Date.now();
    const span = (course.failsFor + course.worksFor) * course.times;
    const posting = (async () => {
        for (let n = 0; n < course.posts; n++) {
            marks.push(await crossings.post());
            await pause((span / course.posts) * (0.5 + chance.below(100) / 100));
        }
    })();
    for (let n = 0; n < course.times; n++) {
        await hosts.answer(flapping, 500);
        await pause(course.failsFor);
        await hosts.answer(flapping, 202);
        await pause(course.worksFor);
    }
    await posting;
    const well = Date.now();
    const all = flapping.origins.length + steady.origins.length;
    const skipping = course.skips ? setInterval(() => void skipPauses(community), 200) : undefined;
    await crossings.arrive(marks, all, RECOVERED_WITHIN_S).finally(() => clearInterval(skipping));
    const took = (Date.now() - well) / 1_000;
    const more: string[] = [];
    for (const mark of marks) {
        const arrivals = await hosts.arrivals(mark);
        if (arrivals.length > all) more.push(`crossing-${mark} arrived ${arrivals.length} times`);
    }
    const failures = (await hosts.asked(flapping)).filter(({ status }) => status === 500).length;
    await crossings.end();
    return [
        atMost('until everything owed has arrived, after the last recovery', took, 's', RECOVERED_WITHIN_S),
        none(`of ${course.posts} posts, arrived more than once at a host`, more),
        {
            what: `times that ${flapping.origins.length} hosts which fail were asked in vain`,
            measured: `${failures} in ${Math.round((well - began) / 1_000)} s`,
            target: '',
        },
    ];
}

async function heed({ community, data, hosts }: Scene, { retryAfter }: Course): Promise<Finding> {
    const crossings = new Crossings(community, data.loner, hosts);
    const group = await hosts.open({
        kind: 'quick',
        count: 1,
        status: 429,
        headers: `Retry-After: ${retryAfter}\r\n`,
    });
    await crossings.follow(group.origins);
    const mark = await crossings.post();
    await asked(hosts, group, 1);
    await hosts.answer(group, 202);
    await crossings.post();
    await crossings.arrive([mark], 1);
    const [first, second] = await hosts.asked(group);
    const waited = ((second?.at ?? NaN) - (first?.at ?? NaN)) / 1_000;
    await crossings.end();
    // The worker looks up once a second.
    const latest = retryAfter * 1.1 + 1;
    return {
        what: `after "Retry-After: ${retryAfter}" asked again`,
        measured: `after ${waited.toFixed(1)} s`,
        target: `${retryAfter} to ${latest.toFixed(0)} s`,
        kept: waited >= retryAfter && waited <= latest + 0.5,
    };
}

async function leave({ community, data, hosts }: Scene): Promise<Finding> {
    const crossings = new Crossings(community, data.loner, hosts);
    const gone = await hosts.open({ kind: 'quick', count: 2, status: 410 });
    await crossings.follow(gone.origins);
    await crossings.post();
    await asked(hosts, gone, 2);
    await until('nothing to be owed', 30, async () => (await owed(community)) === 0);
    const times = (await hosts.asked(gone)).length;
    await crossings.end();
    return exactly('times that two hosts whose inbox is gone were told one post', times, 2);
}

/** A host that failed long enough to be left alone is asked at once when something signed comes from it. */
async function revive({ community, data, hosts }: Scene): Promise<Finding> {
    const crossings = new Crossings(community, data.loner, hosts);
    const group = await hosts.open({ kind: 'quick', count: 1, status: 503 });
    await crossings.follow(group.origins);
    const marks: number[] = [];
    for (let n = 0; n < 8; n++) marks.push(await crossings.post());
    await asked(hosts, group, 5);
    await community.sql`UPDATE delivery_lanes SET due_at = now() + interval '1 hour'`;
    await community.sql`UPDATE instances SET retry_after = now() + interval '1 hour' WHERE failures > 0`;
    await hosts.answer(group, 202);
    const actor = crossings.personAt(group.origins[0] ?? '').uri;
    const body = JSON.stringify({
        '@context': 'https://www.w3.org/ns/activitystreams',
        id: `${actor}/likes/1`,
        type: 'Like',
        actor,
        object: `${community.origin}/users/${data.loner.username}/statuses/1`,
    });
    const begun = Date.now();
    const inbox = `${community.origin}/inbox`;
    const { status } = await ask({
        url: inbox,
        method: 'POST',
        body: () => body,
        headers: () => signedHeaders(inbox, body, actor),
    });
    if (status !== 202) throw new Error(`A signed Like was answered ${status}`);
    await crossings.arrive(marks, 1, 60);
    await crossings.end();
    return atMost(
        'from something signed until a host that was given time has everything',
        (Date.now() - begun) / 1_000,
        's',
        5,
    );
}

async function asked(hosts: Hosts, group: Group, times: number): Promise<void> {
    await until(
        `${times} deliveries to be tried`,
        30,
        async () => (await hosts.asked(group)).length >= times,
    );
}

async function owed({ sql }: Community): Promise<number> {
    const [row] = await sql<{ owed: number }[]>`SELECT count(*)::int AS owed FROM deliveries`;
    return row?.owed ?? 0;
}

async function skipPauses({ sql }: Community): Promise<void> {
    await sql`UPDATE delivery_lanes SET due_at = now() WHERE due_at > now()`;
    await sql`UPDATE deliveries SET due_at = now() WHERE due_at > now()`;
    await sql`SELECT pg_notify('atoll_deliveries', '')`;
}

function pause(milliseconds: number): Promise<void> {
    return new Promise((settle) => setTimeout(settle, milliseconds));
}
