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

test('PostgreSQL hangs: whoever asks is told so within seconds, in their own shape, and all is well afterwards', async () => {
    await using data = await temporaryDirectory();
    await using server = await startServer({ dataDir: data.path });
    await server.ready();
    const search = `${server.origin}/api/v1/accounts/lookup?acct=owner`;
    expect((await fetch(search)).status).toBe(200);
    const postmaster = (await postgresOf(data.path)) ?? 0;
    const all = [postmaster, ...childrenOf(postmaster)];
    for (const pid of all) process.kill(pid, 'SIGSTOP');
    try {
        const begun = performance.now();
        const [ready, answer, page] = await Promise.all([
            fetch(`${server.origin}/healthz/ready`),
            fetch(search),
            fetch(`${server.origin}/auth/sign-in`, { headers: { Cookie: 'atoll_session=unknown' } }),
        ]);
        expect(performance.now() - begun).toBeLessThan(4000);
        for (const { status, headers } of [ready, answer])
            expect([status, headers.get('retry-after')]).toEqual([503, '5']);
        expect(await answer.json()).toEqual({ error: expect.stringContaining('not available right now') });
        expect(await page.text()).toContain('<html');
        const again = performance.now();
        expect((await fetch(search)).status).toBe(503);
        expect(performance.now() - again).toBeLessThan(1000);
        expect((await fetch(`${server.origin}/healthz/live`)).status).toBe(200);
    } finally {
        for (const pid of all) process.kill(pid, 'SIGCONT');
    }
    expect(await until(200, search)).toBeLessThan(5000);
    expect(await until(200, `${server.origin}/healthz/ready`)).toBeLessThan(5000);
    expect(await server.stop()).toMatchObject({ code: 0 });
});
