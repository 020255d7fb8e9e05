import { setTimeout as pause } from 'node:timers/promises';
import type { Community } from './community.ts';
import type { DataSet } from './data-set.ts';
import { openLoop } from './open-loop.ts';
import { introduce, openHost, signedHeaders, type RemotePerson } from './peer.ts';
import { cpuOf, cpuOfTree } from './processes.ts';
import { percentile, run, type Ask } from './requests.ts';
import { drained } from './settle.ts';
import { atLeast, atMost, round, type Line } from './table.ts';

const PEOPLE = 20;
const AT_ONCE = 16;
/** As many servers write at the same time when a post spreads. */
const CROWD = 64;

/** Activities a second that arrive steadily, and for how many seconds. */
const A_SECOND = 200;
const STEADY_S = 5;
/** So many members follow one of them each. */
const FOLLOWERS = 200;

/** Public posts of people whom members follow, each signed, until they stand in the homes they belong to. */
export async function measureInbound(
    community: Community,
    { listeners }: DataSet,
    count: number,
): Promise<Line[]> {
    const { origin, sql } = community;
    const host = await openHost(() => {});
    const people = await introduce(
        sql,
        Array.from({ length: PEOPLE }, () => host.origin),
        8_000_000,
    );
    const followers = listeners.slice(0, FOLLOWERS).map(({ accountId }) => accountId);
    await sql`
        INSERT INTO follows (id, account_id, target_id)
        SELECT reader.id + 9000000, reader.id, person.id
        FROM unnest(${followers}::bigint[]) WITH ORDINALITY AS reader(id, n)
        JOIN unnest(${people.map(({ accountId }) => accountId)}::bigint[]) WITH ORDINALITY AS person(id, n)
            ON reader.n % ${PEOPLE} = person.n % ${PEOPLE}`;

    const acceptance = await measureAcceptance(community, people, count * 2);
    const steadily = await measureSteadily(community, people);
    const what = signed(`${origin}/inbox`, people, count, 'processed');

    const { pids } = community;
    const kept = await countPosts(community, people);
    const before = { server: cpuOf(pids.server), postgres: cpuOfTree(pids.postgres), at: performance.now() };
    await run(what, count, AT_ONCE);
    await drained(community);
    const processed = (performance.now() - before.at) / 1_000;
    const server = (cpuOf(pids.server) - before.server) / count;
    const postgres = (cpuOfTree(pids.postgres) - before.postgres) / count;
    const missing = kept + count - (await countPosts(community, people));
    if (missing !== 0) throw new Error(`${missing} activities had no effect`);
    host.server.closeAllConnections();
    host.server.close();
    return [
        acceptance,
        steadily,
        atLeast(
            'signed Create processed, with all that follows',
            count / processed,
            '/s',
            250,
            `${round(server + postgres)} ms CPU = ${round(server)} server + ${round(postgres)} PostgreSQL`,
        ),
    ];
}

async function countPosts({ sql }: Community, people: RemotePerson[]): Promise<number> {
    const [row] = await sql<{ count: number }[]>`
        SELECT count(*)::int FROM statuses WHERE account_id = any(${people.map(({ accountId }) => accountId)})`;
    return row?.count ?? 0;
}

/** What it costs to take one in, verified and stored: a process that serves the web and works on nothing. */
async function measureAcceptance(community: Community, people: RemotePerson[], count: number): Promise<Line> {
    await community.restart('web');
    const { origin, pids } = community;
    const half = count / 2;
    await run(signed(`${origin}/inbox`, people, half, 'warm'), half, CROWD);
    const what = signed(`${origin}/inbox`, people, half, 'accepted');
    const before = { server: cpuOf(pids.server), postgres: cpuOfTree(pids.postgres), at: performance.now() };
    const times = await run(what, half, CROWD);
    const seconds = (performance.now() - before.at) / 1_000;
    const server = (cpuOf(pids.server) - before.server) / half;
    const postgres = (cpuOfTree(pids.postgres) - before.postgres) / half;
    await community.restart();
    await drained(community);
    return atMost(
        'signed Create accepted: verified, stored, 202',
        server,
        'ms CPU',
        0.5,
        `+ ${round(postgres)} PostgreSQL; ${round(half / seconds)}/s, p95 ${round(percentile(times, 0.95))} ms, ${CROWD} at once`,
    );
}

/** How long each waits for its 202 while they come at a steady rate and are worked on at the same time. */
async function measureSteadily(community: Community, people: RemotePerson[]): Promise<Line> {
    const enough = A_SECOND * (STEADY_S + 1);
    const what = signed(`${community.origin}/inbox`, people, enough, 'steady');
    const times = await openLoop(what, A_SECOND, pause(STEADY_S * 1_000));
    await drained(community);
    return atMost(
        `acceptance p95 at ${A_SECOND} a second`,
        percentile(times, 0.95),
        'ms',
        100,
        `p50 ${round(percentile(times, 0.5))} ms`,
    );
}

/** Signed beforehand: what is measured is the reading of signatures. */
function signed(inbox: string, people: RemotePerson[], count: number, name: string): Ask {
    const ready = activities(people, count, name).map(({ actor, body }) => ({
        body,
        headers: signedHeaders(inbox, body, actor),
    }));
    let next = 0;
    return {
        url: inbox,
        method: 'POST',
        body: () => ready[next]?.body ?? '',
        headers: () => ready[next++]?.headers ?? {},
    };
}

function activities(people: RemotePerson[], count: number, name: string): { actor: string; body: string }[] {
    return Array.from({ length: count }, (_, n) => {
        const actor = people[n % people.length]?.uri ?? '';
        const id = `${actor}/notes/${name}-${n}`;
        const to = ['https://www.w3.org/ns/activitystreams#Public'];
        const cc = [`${actor}/followers`];
        const published = new Date().toISOString();
        const note = {
            id,
            type: 'Note',
            attributedTo: actor,
            content: `<p>The night train was late again, number ${n}.</p>`,
            published,
            to,
            cc,
        };
        const body = JSON.stringify({
            '@context': 'https://www.w3.org/ns/activitystreams',
            id: `${id}/activity`,
            type: 'Create',
            actor,
            published,
            to,
            cc,
            object: note,
        });
        return { actor, body };
    });
}
