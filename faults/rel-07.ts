import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aPhotograph } from '../bench/photograph';
import { Community, type Member } from './community';
import { exactly, none, type Finding, type Scenario } from './scenario';

const DISK_BYTES = 30 * 1024 * 1024;
/** What is left on the full disk: less than any picture takes. */
const LEFT_BYTES = 32 * 1024;
const TUS = { 'Tus-Resumable': '1.0.0' };

/** The disk of files is full, is noticed, and is emptied again; another time it is that of what is being received. */
export const rel07: Scenario = {
    id: 'REL-07',
    title: 'the disk for files is full',
    async run(_seed, { short }) {
        await using community = await Community.start();
        const alice = await community.member('alice');
        const picture = await aPhotograph(1_600, 1_200);
        const findings: Finding[] = [];
        for (const folder of ['media', 'scratch', 'uploads']) {
            using disk = smallDisk(join(community.dataDir, folder));
            if (!disk)
                return [{ what: 'small disks may not be made here', measured: 'not tried', target: '' }];
            findings.push(...(await fillAndFree(community, alice, picture, { folder, disk, short })));
        }
        return findings;
    },
};

interface Disk extends Disposable {
    path: string;
}

async function fillAndFree(
    community: Community,
    alice: Member,
    picture: Buffer,
    { folder, disk, short }: { folder: string; disk: Disk; short: boolean },
): Promise<Finding[]> {
    const filler = fill(disk.path);
    const before = await rowsAndFiles(community);
    const answers: { status: number; isJson: boolean }[] = [];
    for (let attempt = 0; attempt < (short ? 2 : 20); attempt++)
        answers.push(await send(community, alice, folder, picture));
    const post = await community.ask(alice, 'POST', '/api/v1/statuses', { json: { status: 'Words' } });
    const after = await rowsAndFiles(community);
    rmSync(filler);
    const freed = await send(community, alice, folder, picture);
    return [
        none(
            `${folder}: uploads answered otherwise than 507 or 503 in JSON`,
            answers
                .filter(({ status, isJson }) => !isJson || ![503, 507].includes(status))
                .map(({ status }) => String(status)),
        ),
        exactly(`${folder}: the answer to a post in words`, post.status, 200),
        exactly(`${folder}: rows of files that are not there`, after.rows - before.rows, 0),
        none(
            `${folder}: files left of what did not fit`,
            after.files.filter((name) => !before.files.includes(name)),
        ),
        exactly(`${folder}: the answer to an upload once there is room`, freed.status, 200),
    ];
}

/** Sends a picture in a form, or in parts where it is their disk that is full; what did not fit is given up. */
async function send({ origin }: Community, { token }: Member, folder: string, picture: Buffer) {
    const headers = { authorization: `Bearer ${token}` };
    if (folder !== 'uploads') {
        const body = new FormData();
        body.set('file', new Blob([new Uint8Array(picture)]), 'picture.jpg');
        return heard(await fetch(`${origin}/api/v2/media`, { method: 'POST', headers, body }));
    }
    const begun = await fetch(`${origin}/api/atoll/v1/uploads`, {
        method: 'POST',
        headers: { ...headers, ...TUS, 'Upload-Length': String(picture.length) },
    });
    if (begun.status !== 201) return heard(begun);
    const url = origin + (begun.headers.get('location') ?? '');
    const answer = await fetch(url, {
        method: 'PATCH',
        headers: {
            ...headers,
            ...TUS,
            'Upload-Offset': '0',
            'Content-Type': 'application/offset+octet-stream',
        },
        body: new Uint8Array(picture),
    });
    if (answer.status !== 200) await fetch(url, { method: 'DELETE', headers: { ...headers, ...TUS } });
    return heard(answer);
}

async function heard(answer: Response) {
    const text = await answer.text();
    const isJson = typeof (JSON.parse(text || 'null') as { error?: unknown } | null)?.error === 'string';
    return { status: answer.status, isJson };
}

async function rowsAndFiles(community: Community) {
    const sql = await community.sql();
    const [row] = await sql<{ count: number }[]>`select count(*)::int as count from media_attachments`;
    const files = ['media', 'scratch', 'uploads'].flatMap((folder) => filesIn(community, folder));
    return { rows: row?.count ?? 0, files };
}

function filesIn({ dataDir }: Community, folder: string): string[] {
    const path = join(dataDir, folder);
    mkdirSync(path, { recursive: true });
    return readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.startsWith('filler'))
        .map(({ name }) => `${folder}/${name}`);
}

/** Fills a disk but for a little; returns the file that does. */
function fill(path: string): string {
    const { bavail, bsize } = statfsSync(path);
    const filler = join(path, 'filler');
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)));
    return filler;
}

/** A small disk in place of a folder, until it is let go of; undefined where this user may not mount one. */
function smallDisk(path: string): Disk | undefined {
    mkdirSync(path, { recursive: true });
    const { status } = spawnSync('mount', [
        '-t',
        'tmpfs',
        '-o',
        `size=${DISK_BYTES},mode=777`,
        'tmpfs',
        path,
    ]);
    if (status !== 0) return undefined;
    return { path, [Symbol.dispose]: () => void spawnSync('umount', ['-l', path]) };
}
