import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { postgresOf, startServer, temporaryDirectory } from './support/server-process';

/** PostgreSQL's workers, each of which leads a process group of its own. */
function childrenOf(parent: number): number[] {
    const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
    return lines
        .map((line) => line.trim().split(/\s+/).map(Number))
        .flatMap(([pid = 0, ppid]) => (ppid === parent ? [pid] : []));
}

/** Asks again and again until the answer has this status; returns the milliseconds that took. */
async function until(status: number, address: string): Promise<number> {
    const begun = performance.now();
    for (;;) {
        const response = await fetch(address);
        await response.text();
        if (response.status === status) return performance.now() - begun;
        if (performance.now() - begun > 20_000) throw new Error(`${address} never answered ${status}`);
    }
}

test('PostgreSQL is killed while serving: the server stays, says so, and is whole again within five seconds', async () => {
    await using data = await temporaryDirectory();
    await using server = await startServer({ dataDir: data.path });
    await server.ready();
    const before = await postgresOf(data.path);
    process.kill(before ?? 0, 'SIGKILL');
    expect((await fetch(`${server.origin}/healthz/live`)).status).toBe(200);
    await server.said(/PostgreSQL is back/);
    expect(await until(200, `${server.origin}/healthz/ready`)).toBeLessThan(5000);
    expect(await postgresOf(data.path)).not.toBe(before);
    expect(await server.stop()).toMatchObject({ code: 0 });
});

test('PostgreSQL hangs: readiness answers 503 with Retry-After instead of hanging too, and recovers', async () => {
    await using data = await temporaryDirectory();
    await using server = await startServer({ dataDir: data.path });
    await server.ready();
    const postmaster = (await postgresOf(data.path)) ?? 0;
    const all = [postmaster, ...childrenOf(postmaster)];
    for (const pid of all) process.kill(pid, 'SIGSTOP');
    try {
        const answer = await fetch(`${server.origin}/healthz/ready`);
        expect(answer.status).toBe(503);
        expect(answer.headers.get('retry-after')).toBe('5');
        expect((await fetch(`${server.origin}/healthz/live`)).status).toBe(200);
    } finally {
        for (const pid of all) process.kill(pid, 'SIGCONT');
    }
    expect(await until(200, `${server.origin}/healthz/ready`)).toBeLessThan(5000);
});
