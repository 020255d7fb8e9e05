import sharp from 'sharp';
import type { Community } from './community.ts';
import type { DataSet } from './data-set.ts';
import { openLoop } from './open-loop.ts';
import { aPhotograph } from './photograph.ts';
import { cpuOfTree } from './processes.ts';
import { percentile } from './requests.ts';
import { atMost, round, type Line } from './table.ts';

const COUNTED = 6;
const AT_ONCE = 20;
const READS_PER_SECOND = 25;
const READY_PIXELS = 3_840 * 2_160;

/** What a picture costs from the request until everything that is made of it is stored, and who waits for it. */
export async function measurePictures(community: Community, data: DataSet): Promise<Line[]> {
    const { origin, pids } = community;
    const picture = await aPhotograph();
    const floor = await cpuOfSharp(picture);
    const upload = (token: string) => send(origin, token, picture);

    await upload(data.poster.token);
    const before = cpuOfTree(pids.server);
    const times: number[] = [];
    for (let n = 0; n < COUNTED; n++) times.push(await upload(data.poster.token));
    const cpu = (cpuOfTree(pids.server) - before) / COUNTED;

    const begun = performance.now();
    const all = Promise.all(
        Array.from({ length: AT_ONCE }, (_, n) =>
            upload(data.readers[n % data.readers.length]?.token ?? data.poster.token),
        ),
    );
    const reads = await openLoop(
        {
            url: `${origin}/api/v1/timelines/home?limit=20`,
            tokens: data.readers.map(({ token }) => token),
        },
        READS_PER_SECOND,
        all,
    );
    const seconds = (performance.now() - begun) / 1_000;
    return [
        atMost(
            'a JPEG of 12 million pixels to all that is made of it',
            cpu,
            'ms CPU',
            400,
            `${round(percentile(times, 0.5))} ms until the answer; floor, one JPEG of it: ${round(floor)} ms CPU`,
        ),
        atMost(
            `home timeline while ${AT_ONCE} of them arrive at once, p95`,
            percentile(reads, 0.95),
            'ms',
            500,
            `p50 ${round(percentile(reads, 0.5))} ms, ${READS_PER_SECOND}/s; all done in ${round(seconds)} s`,
        ),
    ];
}

/** Milliseconds until the answer. */
async function send(origin: string, token: string, bytes: Buffer): Promise<number> {
    const begun = performance.now();
    const body = new FormData();
    body.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'picture.jpg');
    const answer = await fetch(`${origin}/api/v2/media`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
        body,
    });
    if (answer.status !== 200)
        throw new Error(`An upload was answered ${answer.status}: ${await answer.text()}`);
    await answer.arrayBuffer();
    return performance.now() - begun;
}

/** The same decoder and encoder, once each, and nothing else. */
async function cpuOfSharp(bytes: Buffer): Promise<number> {
    sharp.concurrency(1);
    const once = () =>
        sharp(bytes)
            .resize({ width: Math.floor(Math.sqrt((READY_PIXELS * 4) / 3)) })
            .jpeg({ quality: 85 })
            .toBuffer();
    await once();
    const before = process.cpuUsage();
    for (let n = 0; n < COUNTED; n++) await once();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000 / COUNTED;
}
