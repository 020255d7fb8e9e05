import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, temporaryDirectory, type ServerProcess } from './support/server-process';

const TOKEN = 'a-token-for-prometheus';
let server: ServerProcess;
beforeAll(async () => {
    const data = await temporaryDirectory();
    server = await startServer({ dataDir: data.path, env: { ATOLL_METRICS_TOKEN: TOKEN } });
    await server.ready();
    return () => data[Symbol.asyncDispose]();
});
afterAll(() => server[Symbol.asyncDispose]());

test('every answer names its request, and the log tells it in one line without the query', async () => {
    const answer = await fetch(`${server.origin}/api/v2/instance?access_token=secret`);
    const requestId = answer.headers.get('x-request-id') ?? '';
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    const [line] = await server.said(new RegExp(`.*"requestId":"${requestId}".*`));
    expect(JSON.parse(line)).toMatchObject({
        level: 30,
        method: 'GET',
        path: '/api/v2/instance',
        status: 200,
        ms: expect.any(Number),
    });
    expect(server.output).not.toContain('secret');
});

test('a name that a proxy gave a request is kept, unless it is a strange one', async () => {
    const named = async (id: string) => {
        const answer = await fetch(`${server.origin}/healthz/live`, { headers: { 'X-Request-Id': id } });
        return answer.headers.get('x-request-id');
    };
    expect(await named('proxy-0123456789')).toBe('proxy-0123456789');
    expect(await named('"}{"')).toMatch(/^[0-9a-f-]{36}$/);
});

test('metrics are shown to who has the token, and to nobody else', async () => {
    const metrics = (headers: Record<string, string> = {}) => fetch(`${server.origin}/metrics`, { headers });
    expect((await metrics()).status).toBe(401);
    expect((await metrics({ Authorization: 'Bearer wrong' })).status).toBe(401);
    const text = await (await metrics({ Authorization: `Bearer ${TOKEN}` })).text();
    for (const name of [
        'atoll_http_request_duration_seconds_bucket',
        'nodejs_eventloop_lag_p99_seconds',
        'process_resident_memory_bytes',
        'atoll_jobs',
        'atoll_live_connections',
    ])
        expect(text).toContain(name);
});

test('without a token in the settings there are no metrics', async () => {
    await using data = await temporaryDirectory();
    await using silent = await startServer({ dataDir: data.path });
    await silent.ready();
    expect((await fetch(`${silent.origin}/metrics`)).status).toBe(404);
});
