import { mkdir, watch, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { atollData } from './support/atoll';
import { freePort, isAlive, postgresOf, startServer, temporaryDirectory } from './support/server-process';

const asRoot = process.getuid?.() === 0;

test('an empty directory becomes a community; the second start is ready within three seconds', async () => {
    await using data = await temporaryDirectory();
    await using first = await startServer({ dataDir: join(data.path, 'not/there/yet') });
    await first.ready();
    await first.said(/Sign in as "owner" with the password \w{16}\n/);
    expect((await fetch(`${first.origin}/healthz/ready`)).status).toBe(200);
    expect(await first.stop()).toMatchObject({ code: 0 });

    await using second = await startServer({ dataDir: join(data.path, 'not/there/yet') });
    expect(await second.ready()).toBeLessThan(3000);
    await second.stop();
    expect(second.output).not.toContain('password');
});

test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends server and PostgreSQL within five seconds, open connections or not',
    async (signal) => {
        await using data = await temporaryDirectory();
        await using server = await startServer({ dataDir: data.path });
        await server.ready();
        const postgres = (await postgresOf(data.path)) ?? 0;
        // One connection is kept alive, one has sent half a request and waits.
        await (await fetch(`${server.origin}/healthz/live`)).text();
        const half = connect(Number(new URL(server.origin).port), '127.0.0.1');
        half.on('error', () => {});
        await new Promise((settle) =>
            half.write('POST /healthz/live HTTP/1.1\r\nHost: x\r\nContent-Le', settle),
        );

        const exit = await server.stop(signal);
        expect(exit).toMatchObject({ code: 0, signal: null });
        expect(exit.after).toBeLessThan(5000);
        expect(isAlive(postgres)).toBe(false);
    },
);

test('a signal during the first start ends that start in order', async () => {
    await using data = await temporaryDirectory();
    const changes = watch(data.path);
    await using server = await startServer({ dataDir: data.path });
    for await (const { filename } of changes) if (filename?.startsWith('postgres.new')) break;
    expect(await server.stop('SIGINT')).toMatchObject({ code: 0 });
    expect(await postgresOf(data.path)).toBeUndefined();
});

test('a server that is told to stop answers what it has begun', async () => {
    await using data = await temporaryDirectory();
    await atollData(data.path, 'accounts create ana --email a@b.test');
    const grant = await atollData<{ token: string }>(data.path, 'tokens create ana');
    await using server = await startServer({ dataDir: data.path, env: { ATOLL_RATE_LIMITS: 'off' } });
    await server.ready();
    const answers = Array.from({ length: 20 }, (_, index) =>
        fetch(`${server.origin}/api/v1/statuses`, {
            method: 'POST',
            headers: { Authorization: `Bearer ${grant.token}` },
            body: new URLSearchParams({ status: `post ${index}` }),
        }).then(({ status }) => status),
    );
    // The first answer shows that the others are under way.
    await Promise.race(answers);
    const exit = await server.stop();
    expect(new Set(await Promise.all(answers))).toEqual(new Set([200]));
    expect(exit).toMatchObject({ code: 0 });
    expect(exit.after).toBeLessThan(5000);
}, 120_000);

test('after kill -9 of the server the next start adopts its PostgreSQL, and stops it in the end', async () => {
    await using data = await temporaryDirectory();
    await using first = await startServer({ dataDir: data.path });
    await first.ready();
    const postgres = (await postgresOf(data.path)) ?? 0;
    await first.stop('SIGKILL');
    expect(isAlive(postgres)).toBe(true);

    await using second = await startServer({ dataDir: data.path });
    expect(await second.ready()).toBeLessThan(3000);
    expect(await postgresOf(data.path)).toBe(postgres);
    expect(await second.stop()).toMatchObject({ code: 0 });
    expect(isAlive(postgres)).toBe(false);
});

test('after kill -9 of server and PostgreSQL the next start recovers', async () => {
    await using data = await temporaryDirectory();
    await using first = await startServer({ dataDir: data.path });
    await first.ready();
    process.kill((await postgresOf(data.path)) ?? 0, 'SIGKILL');
    await first.stop('SIGKILL');

    await using second = await startServer({ dataDir: data.path });
    await second.ready();
    expect((await fetch(`${second.origin}/healthz/ready`)).status).toBe(200);
    expect(await second.stop()).toMatchObject({ code: 0 });
});

test('a second start on the same directory says so and leaves the first alone', async () => {
    await using data = await temporaryDirectory();
    await using first = await startServer({ dataDir: data.path });
    await first.ready();
    await using second = await startServer({ dataDir: data.path, port: Number(new URL(first.origin).port) });
    expect(await second.exit).toMatchObject({ code: 1 });
    expect(second.output.trim()).toBe(
        `Atoll is already running on ${data.path} (process ${first.pid}): stop it first, or choose another ATOLL_DATA_DIR.`,
    );
    expect((await fetch(`${first.origin}/healthz/ready`)).status).toBe(200);
});

test('two first starts at once: one serves, the other says so', async () => {
    await using data = await temporaryDirectory();
    await using one = await startServer({ dataDir: data.path });
    await using other = await startServer({ dataDir: data.path });
    const loser = await Promise.race([one, other].map((server) => server.exit.then(() => server)));
    const winner = loser === one ? other : one;
    expect(await loser.exit).toMatchObject({ code: 1 });
    expect(loser.output).toContain('Atoll is already running on');
    await winner.ready();
    expect((await fetch(`${winner.origin}/healthz/ready`)).status).toBe(200);
});

test('a port in use is told in one sentence, and nothing is left running', async () => {
    await using data = await temporaryDirectory();
    const port = await freePort();
    const occupant = createServer().listen(port, '127.0.0.1');
    await new Promise((settle) => occupant.once('listening', settle));
    await using server = await startServer({ dataDir: data.path, port });
    expect(await server.exit).toMatchObject({ code: 1 });
    expect(server.output).toContain(
        `Port ${port} is already in use: stop what listens there, or set PORT to another.\n`,
    );
    expect(await postgresOf(data.path)).toBeUndefined();
    occupant.close();
});

test('a directory that cannot be written is told in one sentence', async () => {
    await using data = await temporaryDirectory();
    const file = join(data.path, 'file');
    await writeFile(file, '');
    await using server = await startServer({ dataDir: join(file, 'data') });
    expect(await server.exit).toMatchObject({ code: 1 });
    expect(server.output.trim()).toBe(
        `The data directory ${join(file, 'data')} cannot be written (ENOTDIR): make it writable, or set ATOLL_DATA_DIR.`,
    );
});

test('data of another PostgreSQL major are told in one sentence, and left alone', async () => {
    await using data = await temporaryDirectory();
    await mkdir(join(data.path, 'postgres'));
    await writeFile(join(data.path, 'postgres/PG_VERSION'), '15\n');
    await using server = await startServer({ dataDir: data.path });
    expect(await server.exit).toMatchObject({ code: 1 });
    expect(server.output).toMatch(
        /postgres was made by PostgreSQL 15, but this Atoll brings PostgreSQL 18: .*\.\n$/,
    );
});

test.each([
    [{ PORT: '70000' }, 'PORT is "70000", but a port number from 1 to 65535 was expected.'],
    [{ ATOLL_ROLE: 'boss' }, 'ATOLL_ROLE is "boss", but one of all, web, worker was expected.'],
    [
        { ATOLL_OUTBOUND_ALLOW: 'everywhere' },
        'ATOLL_OUTBOUND_ALLOW is "everywhere", but networks such as 127.0.0.0/8, separated by commas was expected.',
    ],
])('a wrong setting stops the start with its name and what was expected: %o', async (env, sentence) => {
    await using data = await temporaryDirectory();
    await using server = await startServer({ dataDir: data.path, env: env as Record<string, string> });
    expect(await server.exit).toMatchObject({ code: 1 });
    expect(server.output.trim()).toBe(sentence);
});

test('a database that cannot be reached is told in one sentence', async () => {
    await using data = await temporaryDirectory();
    const env = { DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none` };
    await using server = await startServer({ dataDir: data.path, env });
    expect(await server.exit).toMatchObject({ code: 1 });
    expect(server.output).toMatch(
        /^The database at 127\.0\.0\.1:\d+ cannot be used: .*ECONNREFUSED.*\. Check DATABASE_URL\.\n$/,
    );
});

test.runIf(asRoot).each([
    ['an ordinary user', 1],
    ['a user without a name, as containers have them', 12345],
])('%s can run it too', async (_who, uid) => {
    await using data = await temporaryDirectory(0o777);
    await using server = await startServer({ dataDir: join(data.path, 'mine'), uid });
    await server.ready();
    expect(await server.stop()).toMatchObject({ code: 0 });
    expect(await postgresOf(join(data.path, 'mine'))).toBeUndefined();
});

test.runIf(asRoot)('root can run it where only root may enter', async () => {
    await using data = await temporaryDirectory(0o700);
    await using server = await startServer({ dataDir: join(data.path, 'mine') });
    await server.ready();
    expect(await server.stop()).toMatchObject({ code: 0 });
    expect(await postgresOf(join(data.path, 'mine'))).toBeUndefined();
});
