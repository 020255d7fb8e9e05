import { openAsBlob } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLoop } from '../bench/open-loop';
import { aPhotograph } from '../bench/photograph';
import { residentMb } from '../bench/processes';
import { percentile } from '../bench/requests';
import { atMost, round } from '../bench/table';
import { letRetriesCome } from '../tests/process/support/database-of';
import { mediaFile } from '../tests/support/media-files';
import { makeBigFilms } from './big-films';
import { Community, type Member } from './community';
import { exactly, none, type Finding, type Scenario } from './scenario';

const METRICS_TOKEN = 'faults';
const POSTS = 40;
const READS_PER_SECOND = 25;
const PHOTOGRAPHS = 20;
const LONGEST_S = 900;

/** Four large films and twenty photographs at once, while homes are read; then one whose server is killed. */
export const rel26: Scenario = {
    id: 'REL-26',
    title: 'large films and photographs come at once, and the server is killed at work on one',
    async run(_seed, { short }) {
        await using community = await Community.start({ ATOLL_METRICS_TOKEN: METRICS_TOKEN });
        const member = await community.member('alice');
        for (let n = 0; n < (short ? 2 : POSTS); n++)
            await community.ask(member, 'POST', '/api/v1/statuses', { json: { status: `post ${n}` } });
        const findings = await crowd(community, member, short);
        findings.push(...(await killAtWork(community, member)));
        const ready = await community.sql();
        const [row] = await ready<{ count: number }[]>`
            SELECT count(*)::int AS count FROM media_attachments WHERE state <> 'ready'`;
        return [
            ...findings,
            exactly('files that are not ready in the end', row?.count ?? -1, 0),
            none('files left over', await leftOver(community)),
        ];
    },
};

async function crowd(community: Community, member: Member, short: boolean): Promise<Finding[]> {
    const folder = await mkdtemp(join(tmpdir(), 'atoll-films-'));
    try {
        const films = short
            ? [mediaFile('film.mp4'), mediaFile('film.mov')].map((bytes) => new Blob([new Uint8Array(bytes)]))
            : await Promise.all((await makeBigFilms(folder)).map((path) => openAsBlob(path)));
        const photograph = new Blob([new Uint8Array(await (short ? aPhotograph(800, 600) : aPhotograph()))]);
        await lag(community);
        const begun = performance.now();
        const sent = Promise.all([
            ...(short ? films : [...films, ...films]).map((film) => send(community, member, film)),
            ...Array.from({ length: short ? 2 : PHOTOGRAPHS }, () => send(community, member, photograph)),
        ]);
        const done = sent.then(() => community.settled(LONGEST_S));
        const home = { url: `${community.origin}/api/v1/timelines/home?limit=20`, tokens: [member.token] };
        const reads = await openLoop(home, READS_PER_SECOND, done);
        const seconds = (performance.now() - begun) / 1_000;
        const refused = (await sent).filter((status) => status !== 200 && status !== 202);
        const findings = [exactly('uploads that were refused', refused.length, 0, refused.join(', '))];
        if (short) return findings;
        return [
            ...findings,
            atMost(
                'home timeline, p95',
                percentile(reads, 0.95),
                'ms',
                500,
                `p50 ${round(percentile(reads, 0.5))} ms, everything done in ${round(seconds)} s`,
            ),
            atMost("lag of the server's event loop, p99", await lag(community), 'ms', 100),
            atMost('resident memory of the server', residentMb(community.pid), 'MB', 500),
        ];
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

async function killAtWork(community: Community, member: Member): Promise<Finding[]> {
    const film = new Blob([new Uint8Array(mediaFile('film.webm'))]);
    const status = await send(community, member, film);
    await community.kill({ database: false });
    await community.restart();
    await letRetriesCome(await community.sql());
    await community.settled();
    return [exactly('the answer to the film whose server is killed', status, 202)];
}

async function send({ origin }: Community, { token }: Member, file: Blob): Promise<number> {
    const body = new FormData();
    body.set('file', file, 'file');
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(`${origin}/api/v2/media`, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    return answer.status;
}

/** Milliseconds at p99 since it was asked the last time. */
async function lag({ origin }: Community): Promise<number> {
    const headers = { Authorization: `Bearer ${METRICS_TOKEN}` };
    const metrics = await (await fetch(`${origin}/metrics`, { headers })).text();
    return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(metrics)?.[1]) * 1_000;
}

/** What was uploaded or worked on and is still there. */
async function leftOver({ dataDir }: Community): Promise<string[]> {
    const names = await Promise.all(
        ['media/sources', 'media/unfinished', 'scratch'].map((folder) =>
            readdir(join(dataDir, folder), { recursive: true, withFileTypes: true }).catch(() => []),
        ),
    );
    return names
        .flat()
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);
}
