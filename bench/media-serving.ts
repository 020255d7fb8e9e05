import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Community } from './community.ts';
import type { DataSet } from './data-set.ts';
import { aPhotograph } from './photograph.ts';
import { measure, type Cost } from './requests.ts';
import { drained } from './settle.ts';
import { atLeast, round, type Line } from './table.ts';

const REQUESTS = 4_000;

/** What it costs to give a stored file out, beside sirv with the same bytes. */
export async function measureServing(community: Community, { poster }: DataSet): Promise<Line[]> {
    const { origin, pids } = community;
    const { url, preview_url: preview } = await attach(origin, poster.token);
    await drained(community);
    const lines: Line[] = [];
    for (const [what, address] of [
        ['a preview', preview],
        ['a photograph', url],
    ] as const) {
        const bytes = Buffer.from(await (await fetch(address)).arrayBuffer());
        const floor = await costOfSirv(bytes, pids.postgres);
        const cost = await measure(pids, { url: address }, REQUESTS);
        lines.push(
            atLeast(
                `${what} of ${round(bytes.length / 1_000)} kB from the disk, beside Kit's static files`,
                (floor.server / cost.server) * 100,
                '%',
                60,
                `${round(cost.server)} ms CPU, ${round(cost.perSecond)}/s; floor, sirv: ${round(floor.server)} ms CPU, ${round(floor.perSecond)}/s`,
            ),
        );
    }
    return lines;
}

async function attach(origin: string, token: string) {
    const body = new FormData();
    body.set('file', new Blob([new Uint8Array(await aPhotograph(1_200, 900))]), 'picture.jpg');
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(`${origin}/api/v2/media`, { method: 'POST', headers, body });
    if (answer.status !== 200) throw new Error(`An upload was answered ${answer.status}`);
    return (await answer.json()) as { url: string; preview_url: string };
}

async function costOfSirv(bytes: Buffer, postgres: number): Promise<Cost> {
    const folder = mkdtempSync(join(tmpdir(), 'atoll-bench-'));
    writeFileSync(join(folder, 'file.bin'), bytes);
    const child = fork(fileURLToPath(new URL('floor-static.ts', import.meta.url)), [folder]);
    try {
        const [address] = (await once(child, 'message')) as [AddressInfo];
        const url = `http://127.0.0.1:${address.port}/file.bin`;
        return await measure({ server: child.pid ?? 0, postgres }, { url }, REQUESTS);
    } finally {
        child.kill();
        rmSync(folder, { recursive: true });
    }
}
