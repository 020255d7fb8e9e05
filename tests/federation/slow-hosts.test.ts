import type { Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { closeOutbound } from '$lib/server/activitypub/outbound-agent';
import { OutboundError } from '$lib/server/activitypub/outbound-error';
import { outboundFetch } from '$lib/server/activitypub/outbound-fetch';
import { readConfig, useConfig } from '$lib/server/config';
import { aCanary } from './support/canary';

afterEach(closeOutbound);

/** Sends a beginning, and then a little for ever. */
function drip(socket: Socket, beginning: string, more: string): void {
    socket.write(beginning);
    const timer = setInterval(() => socket.write(more), 20);
    socket.on('close', () => clearInterval(timer));
}

const WAYS: ((socket: Socket) => void)[] = [
    () => {},
    (socket) => drip(socket, 'HTTP/1.1 200 OK\r\n', 'x-more: x\r\n'),
    (socket) => drip(socket, 'HTTP/1.1 200 OK\r\ncontent-length: 90000\r\n\r\n', 'x'),
];

test('DOS-06: fifty slow hosts, each in its own way, are cut at the deadline while a healthy one is served', async () => {
    useConfig(
        readConfig({
            ATOLL_ORIGIN: 'https://sut.test',
            ATOLL_FEDERATION_HTTP: '1',
            ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8',
        }),
    );
    await using healthy = await aCanary();
    await using slow = new AsyncDisposableStack();
    const addresses: string[] = [];
    for (let host = 1; host <= 50; host++) {
        const canary = slow.use(await aCanary(`127.0.1.${host}`, WAYS[host % WAYS.length]));
        addresses.push(`http://127.0.1.${host}:${canary.port}/`);
    }
    const started = performance.now();
    const asked = addresses.map((address) =>
        outboundFetch(address, { deadline: 1_000 }).then(
            () => 'answered',
            (error: unknown) => (error instanceof OutboundError ? error.reason : String(error)),
        ),
    );
    expect((await outboundFetch(`http://127.0.0.1:${healthy.port}/`)).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['timeout']));
    expect(performance.now() - started).toBeLessThan(10_000);
});
