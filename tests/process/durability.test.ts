import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { atollData } from './support/atoll';
import { postgresOf, startServer, temporaryDirectory, type ServerProcess } from './support/server-process';

const POSTS = 60;
const CLIENTS = 4;
const KILLS = 5;

interface Post {
    key: string;
    text: string;
    /** What the server answered, once it did. */
    id?: string;
}

/** Sends one post until it is acknowledged, as a client does that knows no better than to try again. */
async function insist(address: string, token: string, post: Post): Promise<void> {
    for (;;) {
        try {
            const response = await fetch(`${address}/api/v1/statuses`, {
                method: 'POST',
                headers: {
                    Authorization: `Bearer ${token}`,
                    'Content-Type': 'application/json',
                    'Idempotency-Key': post.key,
                },
                body: JSON.stringify({ status: post.text }),
            });
            const body = (await response.json()) as { id?: string };
            if (response.ok) {
                post.id = body.id;
                return;
            }
            if (response.status < 500) throw new Error(`${response.status} ${JSON.stringify(body)}`);
        } catch (error) {
            // Nobody listens while the server is down, or the connection broke.
            if (!(error instanceof TypeError)) throw error;
        }
        await new Promise((settle) => setImmediate(settle));
    }
}

/** Every post of the member, newest first, by paging through. */
async function listPosts(address: string, token: string, accountId: string) {
    const found: { id: string; content: string }[] = [];
    for (;;) {
        const after = found.at(-1) ? `&max_id=${found.at(-1)?.id}` : '';
        const page = await fetch(`${address}/api/v1/accounts/${accountId}/statuses?limit=40${after}`, {
            headers: { Authorization: `Bearer ${token}` },
        });
        const statuses = (await page.json()) as { id: string; content: string }[];
        if (statuses.length === 0) return found;
        found.push(...statuses);
    }
}

test('nothing that was acknowledged is lost, and nothing is there twice, however often the server is killed', async () => {
    await using data = await temporaryDirectory();
    const env = { ATOLL_RATE_LIMITS: 'off', LOG_LEVEL: 'error' };
    const member = await atollData<{ accountId: string }>(data.path, 'accounts create ana --email a@b.test');
    const grant = await atollData<{ token: string }>(data.path, 'tokens create ana');

    const servers: ServerProcess[] = [await startServer({ dataDir: data.path, env })];
    const first = servers[0]!;
    const port = Number(new URL(first.origin).port);
    await first.ready();

    const posts: Post[] = Array.from({ length: POSTS }, (_, index) => ({
        key: randomUUID(),
        text: `post ${index}`,
    }));
    const waiting = [...posts];
    const clients = Array.from({ length: CLIENTS }, async () => {
        for (let post = waiting.shift(); post; post = waiting.shift())
            await insist(first.origin, grant.token, post);
    });
    const acknowledged = () => posts.filter(({ id }) => id !== undefined).length;

    for (let kill = 1; kill <= KILLS; kill++) {
        // In the middle of the work: whenever another part of it has been acknowledged.
        while (acknowledged() < (POSTS * kill) / (KILLS + 1))
            await new Promise((settle) => setImmediate(settle));
        if (kill % 2 === 0) process.kill((await postgresOf(data.path)) ?? 0, 'SIGKILL');
        await servers.at(-1)!.stop('SIGKILL');
        servers.push(await startServer({ dataDir: data.path, port, env }));
        expect(await servers.at(-1)!.ready()).toBeLessThan(10_000);
    }
    await Promise.all(clients);

    const found = await listPosts(first.origin, grant.token, member.accountId);
    expect(found.map(({ content }) => content).sort()).toEqual(
        posts.map(({ text }) => `<p>${text}</p>`).sort(),
    );
    expect(found.map(({ id }) => id).sort()).toEqual(posts.map(({ id }) => id).sort());
    expect(await servers.at(-1)!.stop()).toMatchObject({ code: 0 });
    for (const server of servers) await server[Symbol.asyncDispose]();
}, 120_000);

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
});
