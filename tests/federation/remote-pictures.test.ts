import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestEvent } from '@sveltejs/kit';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { config, readConfig, useConfig } from '$lib/server/config';
import { proxiedAddress } from '$lib/server/media';
import { testDatabase } from '../support/database';
import { GET } from '../../src/routes/media-proxy/[signature]/[address]/+server';

await testDatabase();
const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();

let asked = 0;
const origin = createServer((request, response) => {
    asked++;
    if (request.url?.startsWith('/picture'))
        response.writeHead(200, { 'Content-Type': 'text/html' }).end(png);
    else response.writeHead(200, { 'Content-Type': 'image/png' }).end('<svg onload="alert(1)"></svg>');
});
let host = '';

beforeAll(async () => {
    await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
    host = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
    useConfig(readConfig({ ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8', ATOLL_FEDERATION_HTTP: '1' }));
});
afterAll(() => void origin.close());
beforeEach(() => {
    asked = 0;
});

async function look(address: string): Promise<Response> {
    const [, , signature = '', encoded = ''] = new URL(address).pathname.split('/');
    const event = { params: { signature, address: encoded }, locals: { requestId: 'test' } };
    return GET(event as unknown as Parameters<typeof GET>[0] & RequestEvent);
}

test('a picture of another server is shown from here, as what its bytes are, and asked for once', async () => {
    const address = proxiedAddress(`${host}/picture.html`);
    const [first, second] = await Promise.all([look(address), look(address)]);
    expect(first.headers.get('Content-Type')).toBe('image/png');
    expect(first.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
    expect(Buffer.from(await second.arrayBuffer()).equals(png)).toBe(true);
    expect((await look(address)).status).toBe(200);
    expect(asked).toBe(1);
});

test('what only calls itself a picture is not shown, and not asked for again at once', async () => {
    const address = proxiedAddress(`${host}/evil.png`);
    expect((await look(address)).status).toBe(404);
    expect((await look(address)).status).toBe(404);
    expect(asked).toBe(1);
});

test('an address that was not signed here is not fetched: this is no proxy for others', async () => {
    const encoded = Buffer.from(`${host}/picture-of-mine`).toString('base64url');
    expect((await look(`${config().origin}/media-proxy/forged/${encoded}`)).status).toBe(404);
    expect(asked).toBe(0);
});

test('a picture on an address that is not public is not fetched', async () => {
    useConfig(readConfig({ ATOLL_FEDERATION_HTTP: '1' }));
    expect((await look(proxiedAddress(`${host}/picture-inside`))).status).toBe(404);
    expect(asked).toBe(0);
});
