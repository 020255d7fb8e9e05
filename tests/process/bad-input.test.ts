import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, temporaryDirectory, type ServerProcess } from './support/server-process';

let server: ServerProcess;
beforeAll(async () => {
    const data = await temporaryDirectory();
    server = await startServer({ dataDir: data.path, env: { ATOLL_RATE_LIMITS: 'off' } });
    await server.ready();
    return () => data[Symbol.asyncDispose]();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Sends bytes as they are; the status of the answer, or 0 where the server just closes the connection. */
function send(raw: string): Promise<number> {
    return new Promise((settle, refuse) => {
        const { hostname, port } = new URL(server.origin);
        const socket = connect(Number(port), hostname);
        let answer = '';
        socket.on('data', (part) => {
            answer += part.toString('latin1');
            if (answer.includes('\r\n')) socket.destroy();
        });
        socket.on('error', refuse);
        socket.on('close', () => settle(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)));
        socket.write(Buffer.from(raw, 'latin1'));
    });
}

const request = (line: string, ...headers: string[]) =>
    send([`${line} HTTP/1.1`, 'Host: x', ...headers, '', ''].join('\r\n'));

test.each([
    ['//evil'],
    ['http://['],
    ['/%'],
    ['/%00'],
    ['/%ff%fe'],
    ['/@%ff'],
    ['/users/%00'],
    ['/tags/%00'],
    ['/@a/99999999999999999999999'],
    ['/.well-known/webfinger?resource=%00'],
    ['/_app/immutable/../../../etc/passwd'],
    ['/_app/%2e%2e/%2e%2e/etc/passwd'],
    ['/home/__data.json?x-sveltekit-invalidated=zz'],
    ['/auth/sign-in?next=%00%ff'],
    [`/${'a'.repeat(12_000)}`],
])('GET %s is answered, and not with a failure', async (path) => {
    const status = await request(`GET ${path}`);
    expect(status).toBeGreaterThanOrEqual(200);
    expect(status).toBeLessThan(500);
});

test.each([
    ['Host: ['],
    ['Cookie: atoll_session=%'],
    [`Cookie: ${'a=b; '.repeat(2000)}`],
    ['Accept: ;;;q=,,'],
    [`Accept-Language: ${'a,'.repeat(3000)}`],
    ['Authorization: Bearer \u00ff'],
    ['X-Request-Id: <script>'],
    ['If-Modified-Since: yesterday'],
    ['Range: bytes=9-1'],
])('the header %s is answered, and not with a failure', async (header) => {
    expect(await request('GET /', header)).toBeLessThan(500);
});

test.each([
    ['Content-Length: -1', 400],
    ['Content-Length: 999999999999', 413],
    ['Content-Length: 5\r\nTransfer-Encoding: chunked', 400],
])('a body announced by %s is refused', async (header, status) => {
    expect(await request('POST /api/v1/apps', 'Content-Type: application/json', header)).toBe(status);
});

test.each(['OPTIONS *', 'TRACE /', 'FOO /', 'GARBAGE'])('the method of "%s" is refused', async (line) => {
    expect(await request(line)).toBe(400);
});

test('what is not HTTP at all is refused', async () => {
    expect(await send('\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003')).toBe(400);
});

test('upgrades that lead nowhere are refused', async () => {
    const upgrade = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'];
    expect(await request('GET /nothing', ...upgrade, 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==')).toBe(
        404,
    );
    expect(await request('GET /api/v1/streaming', ...upgrade, 'Sec-WebSocket-Key: a')).toBeLessThan(500);
});

test('after all of that the server serves, and has logged no failure', async () => {
    expect((await fetch(`${server.origin}/healthz/ready`)).status).toBe(200);
    const failures = server.output.split('\n').filter((line) => /"level":(50|60)/.test(line));
    expect(failures).toEqual([]);
});
