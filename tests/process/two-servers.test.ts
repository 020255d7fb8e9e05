import { beforeAll, expect, test } from 'vitest';
import { atollWith } from './support/atoll';
import { freePort, startServer, temporaryDirectory } from './support/server-process';

type Entity = Record<string, unknown> & { id: string };

/** A whole community in a process of its own, with one member who speaks through the API. */
async function aCommunity(username: string) {
    const data = await temporaryDirectory();
    const port = await freePort();
    const settings = {
        ATOLL_DATA_DIR: data.path,
        ATOLL_ORIGIN: `http://127.0.0.1:${port}`,
        ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8',
        ATOLL_FEDERATION_HTTP: '1',
        // Each wants to know who asks before it answers, and must be answered to know it.
        ATOLL_AUTHORIZED_FETCH: '1',
    };
    const server = await startServer({ dataDir: data.path, port, env: settings });
    await server.ready();
    await atollWith(
        settings,
        'accounts',
        'create',
        username,
        '--email',
        `${username}@example.test`,
        '--confirmed',
    );
    const { out } = await atollWith(settings, 'tokens', 'create', username, '--scopes', 'read write follow');
    const token = out.trim().split('\n').at(-1) ?? '';

    async function api<T = Entity>(method: string, path: string, json?: object): Promise<T> {
        const answer = await fetch(server.origin + path, {
            method,
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            body: json && JSON.stringify(json),
        });
        const body = (await answer.json()) as T;
        if (!answer.ok)
            throw new Error(`${method} ${path} → ${answer.status} ${JSON.stringify(body)}\n${server.output}`);
        return body;
    }

    return {
        api,
        handle: `@${username}@127.0.0.1:${port}`,
        home: () => api<Entity[]>('GET', '/api/v1/timelines/home'),
        notifications: () => api<Entity[]>('GET', '/api/v1/notifications'),
        async find(handle: string): Promise<Entity> {
            const path = `/api/v2/search?resolve=true&q=${encodeURIComponent(handle)}`;
            const found = await api<{ accounts: Entity[]; statuses: Entity[] }>('GET', path);
            const first = found.accounts[0] ?? found.statuses[0];
            if (!first) throw new Error(`${handle} was not found\n${server.output}`);
            return first;
        },
        async [Symbol.asyncDispose]() {
            await server[Symbol.asyncDispose]();
            await data[Symbol.asyncDispose]();
        },
    };
}

/** Asks again until something holds; the other server has it when it has it. */
async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
    const end = Date.now() + 20_000;
    for (;;) {
        const answer = await ask();
        if (holds(answer)) return answer;
        await new Promise((resolve) => setTimeout(resolve, 150));
        if (Date.now() > end) throw new Error(`this never came: ${JSON.stringify(answer).slice(0, 500)}`);
    }
}

let here: Awaited<ReturnType<typeof aCommunity>>;
let there: Awaited<ReturnType<typeof aCommunity>>;
beforeAll(async () => {
    [here, there] = await Promise.all([aCommunity('ana'), aCommunity('bo')]);
    return async () => {
        await here[Symbol.asyncDispose]();
        await there[Symbol.asyncDispose]();
    };
}, 120_000);

test('a post is found by its address, and somebody nobody has met is reached by a mention', async () => {
    await here.api('POST', '/api/v1/statuses', { status: `${there.handle} psst`, visibility: 'unlisted' });
    const [mention] = await until(there.notifications, (all) => all.length === 1);
    expect(mention?.status).toMatchObject({
        visibility: 'unlisted',
        account: { acct: here.handle.slice(1) },
    });
    const post = await there.api('POST', '/api/v1/statuses', { status: 'find me' });
    expect(await here.find(String(post.url))).toMatchObject({ uri: post.uri, content: '<p>find me</p>' });
});

test('two communities follow each other and exchange posts, answers, likes, boosts and deletions', async () => {
    const bo = await here.find(there.handle);
    expect(bo.acct).toBe(there.handle.slice(1));
    await here.api('POST', `/api/v1/accounts/${bo.id}/follow`);
    const relationship = () => here.api<Entity[]>('GET', `/api/v1/accounts/relationships?id[]=${bo.id}`);
    await until(relationship, ([first]) => first?.following === true);
    await until(there.notifications, (all) => all.some(({ type }) => type === 'follow'));

    const post = await there.api('POST', '/api/v1/statuses', {
        status: 'Hello over there #atoll',
        spoiler_text: 'a word',
    });
    const isIt = ({ uri }: Entity) => uri === post.uri;
    const seen = (await until(here.home, (all) => all.some(isIt))).find(isIt);
    expect(seen).toMatchObject({
        uri: post.uri,
        spoiler_text: 'a word',
        account: { id: bo.id },
        tags: [{ name: 'atoll' }],
    });
    expect(seen?.content).toContain('Hello over there <a');

    await here.api('POST', `/api/v1/statuses/${seen?.id}/favourite`);
    await here.api('POST', `/api/v1/statuses/${seen?.id}/reblog`);
    await here.api('POST', '/api/v1/statuses', {
        status: `${there.handle} hello back`,
        in_reply_to_id: seen?.id,
    });
    const isAnswer = ({ type, status }: Entity) =>
        type === 'mention' && (status as Entity).in_reply_to_id === post.id;
    const told = await until(
        there.notifications,
        (all) =>
            ['favourite', 'reblog'].every((wanted) => all.some(({ type }) => type === wanted)) &&
            all.some(isAnswer),
    );
    expect(told.find(isAnswer)?.status).toMatchObject({ mentions: [{ acct: 'bo' }] });
    const counted = await there.api('GET', `/api/v1/statuses/${post.id}`);
    expect(counted).toMatchObject({ favourites_count: 1, reblogs_count: 1, replies_count: 1 });

    await here.api('POST', `/api/v1/statuses/${seen?.id}/unfavourite`);
    await until(
        () => there.api('GET', `/api/v1/statuses/${post.id}`),
        (status) => status.favourites_count === 0,
    );
    await there.api('DELETE', `/api/v1/statuses/${post.id}`);
    await until(here.home, (all) => !all.some(isIt));

    const quiet = await there.api('POST', '/api/v1/statuses', {
        status: 'for followers',
        visibility: 'private',
    });
    const [private_] = await until(here.home, (all) => all.some(({ uri }) => uri === quiet.uri));
    expect(private_).toMatchObject({ uri: quiet.uri, visibility: 'private' });

    await here.api('POST', `/api/v1/accounts/${bo.id}/unfollow`);
    const followers = () => there.api('GET', '/api/v1/accounts/verify_credentials');
    await until(followers, ({ followers_count }) => followers_count === 0);
});
