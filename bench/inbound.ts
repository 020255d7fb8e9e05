import type { Community } from './community.ts';
import type { DataSet } from './data-set.ts';
import { introduce, openHost, signedHeaders, type RemotePerson } from './peer.ts';
import { cpuOf, cpuOfTree } from './processes.ts';
import { run } from './requests.ts';
import { drained, until } from './settle.ts';
import { atLeast, round, type Line } from './table.ts';

const PEOPLE = 20;
const AT_ONCE = 16;

/** Public posts of people whom the reader follows, each signed, until they stand in the reader's home. */
export async function measureInbound(
    community: Community,
    { readers }: DataSet,
    count: number,
): Promise<Line[]> {
    const { origin, sql, pids } = community;
    const host = await openHost(() => {});
    const people = await introduce(
        sql,
        Array.from({ length: PEOPLE }, () => host.origin),
        8_000_000,
    );
    await sql`
        INSERT INTO follows (id, account_id, target_id)
        SELECT id + 1000000, ${readers[0]?.accountId ?? ''}, id FROM accounts WHERE id = any(${people.map(({ accountId }) => accountId)})`;

    const inbox = `${origin}/inbox`;
    const bodies = activities(people, count);
    // Signed beforehand: what is measured is the reading of signatures.
    const ready = bodies.map(({ actor, body }) => ({ body, headers: signedHeaders(inbox, body, actor) }));
    let next = 0;
    const what = {
        url: inbox,
        method: 'POST',
        body: () => ready[next]?.body ?? '',
        headers: () => ready[next++]?.headers ?? {},
    };

    const before = { server: cpuOf(pids.server), postgres: cpuOfTree(pids.postgres), at: performance.now() };
    await run(what, count, AT_ONCE);
    const accepted = (performance.now() - before.at) / 1_000;
    await until('every activity to be processed', 120, async () => {
        const [row] = await sql<{ done: number }[]>`
            SELECT count(*)::int AS done FROM statuses WHERE account_id = any(${people.map(({ accountId }) => accountId)})`;
        return (row?.done ?? 0) >= count;
    });
    await drained(community);
    const processed = (performance.now() - before.at) / 1_000;
    const server = (cpuOf(pids.server) - before.server) / count;
    const postgres = (cpuOfTree(pids.postgres) - before.postgres) / count;
    host.server.closeAllConnections();
    host.server.close();
    return [
        { what: 'signed Create accepted', measured: `${round(count / accepted)}/s`, target: '' },
        atLeast(
            'signed Create processed, with all that follows',
            count / processed,
            '/s',
            150,
            `${round(server + postgres)} ms CPU = ${round(server)} server + ${round(postgres)} PostgreSQL`,
        ),
    ];
}

function activities(people: RemotePerson[], count: number): { actor: string; body: string }[] {
    return Array.from({ length: count }, (_, n) => {
        const actor = people[n % people.length]?.uri ?? '';
        const id = `${actor}/notes/${n}`;
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
