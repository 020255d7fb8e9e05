import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig, useConfig } from '$lib/server/config';
import { mayConnectTo } from '$lib/server/activitypub/outbound-address';
import { closeOutbound } from '$lib/server/activitypub/outbound-agent';
import { outboundFetch, type OutboundRequest } from '$lib/server/activitypub/outbound-fetch';
import { outboundStream } from '$lib/server/activitypub/outbound-stream';
import { OutboundError } from '$lib/server/activitypub/outbound-error';
import { parseHosts } from '$lib/server/activitypub/outbound-lookup';
import { aCanary } from './support/canary';
import { aNameServer } from './support/name-server';

const settings = (allow: string) =>
    readConfig({ ATOLL_ORIGIN: 'https://sut.test', ATOLL_FEDERATION_HTTP: '1', ATOLL_OUTBOUND_ALLOW: allow });
const guarded = () => useConfig(settings(''));
const openToLoopback = () => useConfig(settings('127.0.0.0/8,::1/128,0.0.0.0/32'));

beforeEach(openToLoopback);
afterEach(closeOutbound);

async function aHost(listener: RequestListener) {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return {
        port,
        url: `http://127.0.0.1:${port}`,
        async [Symbol.asyncDispose]() {
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}

async function failure(url: string, request?: OutboundRequest): Promise<string> {
    try {
        await outboundFetch(url, request);
        return 'none';
    } catch (error) {
        return error instanceof OutboundError ? error.reason : `unexpected ${String(error)}`;
    }
}

describe('addresses', () => {
    it.each([
        '0.0.0.0',
        '10.0.0.9',
        '100.64.0.1',
        '127.0.0.1',
        '127.255.255.254',
        '169.254.169.254',
        '172.16.0.1',
        '192.0.0.1',
        '192.0.2.1',
        '192.88.99.1',
        '192.168.0.9',
        '198.18.0.1',
        '198.51.100.7',
        '203.0.113.9',
        '224.0.0.1',
        '240.0.0.1',
        '255.255.255.255',
        '::',
        '::1',
        '::127.0.0.1',
        '::8.8.8.8',
        '::808:808',
        '::ffff:127.0.0.1',
        '::ffff:10.0.0.9',
        '64:ff9b::7f00:1',
        '64:ff9b:1::1',
        '100::1',
        '2001::1',
        '2001:db8::1',
        '2001:2::1',
        '2002:7f00:1::',
        '3fff::1',
        '5f00::1',
        'fc00::1',
        'fd00::9',
        'fe80::1',
        'fe80::1%eth0',
        'fec0::1',
        'ff02::1',
        'nonsense',
        '',
    ])('%s is not public', (address) => {
        guarded();
        expect(mayConnectTo(address)).toBe(false);
    });

    it.each(['1.1.1.1', '93.184.215.14', '2606:4700::1111', '2a00:1450::1', '::ffff:8.8.8.8'])(
        '%s is public',
        (address) => {
            guarded();
            expect(mayConnectTo(address)).toBe(true);
        },
    );

    it('the operator allowed are reachable, and no others', () => {
        useConfig(settings('10.1.0.0/16,fd00::/8'));
        expect(['10.1.2.3', '::ffff:10.1.2.3', 'fd00::9'].every(mayConnectTo)).toBe(true);
        expect(['10.2.0.1', '127.0.0.1', '::1', '2002:0a01:0203::'].some(mayConnectTo)).toBe(false);
    });
});

describe('a forbidden address is never connected to', () => {
    const spellings = [
        '127.0.0.1',
        '2130706433',
        '0177.0.0.1',
        '127.1',
        '0x7f.1',
        'localhost',
        'localhost.',
        'a.localhost',
        '0.0.0.0',
        '①②⑦.⓪.⓪.①',
        '[::ffff:7f00:1]',
    ];

    it.each(spellings)('however it is spelt: %s', async (host) => {
        await using canary = await aCanary();
        guarded();
        expect(await failure(`http://${host}:${canary.port}/`)).toBe('forbidden-address');
        expect(canary.accepted).toBe(0);
        openToLoopback();
        expect((await outboundFetch(`http://${host}:${canary.port}/`)).status).toBe(200);
        expect(canary.accepted).toBe(1);
    });

    it('on IPv6 either', async () => {
        await using canary = await aCanary('::1');
        guarded();
        expect(await failure(`http://[::1]:${canary.port}/`)).toBe('forbidden-address');
        expect(canary.accepted).toBe(0);
        openToLoopback();
        await outboundFetch(`http://[::1]:${canary.port}/`);
        expect(canary.accepted).toBe(1);
    });

    it('behind a name, not even when the name has a public address too', async () => {
        await using canary = await aCanary('127.0.0.9');
        await using _dns = await aNameServer(() => ['127.0.0.9', '93.184.215.14']);
        useConfig(settings('127.0.0.1/32'));
        expect(await failure(`http://mixed.test:${canary.port}/`)).toBe('forbidden-address');
        expect(canary.accepted).toBe(0);
    });

    it('SSRF-05: after a name was rebound between two requests, or between two questions', async () => {
        await using canary = await aCanary('127.0.0.9');
        await using good = await aCanary('127.0.0.1');
        useConfig(settings('127.0.0.1/32'));
        await using dns = await aNameServer((_, query) => [query % 2 ? '127.0.0.1' : '127.0.0.9']);
        const seen = new Set<string>();
        for (let attempt = 0; attempt < 50; attempt++) {
            // Where nothing listens at the address that was checked, nothing is reached.
            seen.add(await failure(`http://rebound.test:${canary.port}/${attempt}`));
            await closeOutbound();
        }
        expect(dns.queries).toBe(50);
        expect(seen).toEqual(new Set(['network', 'forbidden-address']));
        expect([canary.accepted, good.accepted]).toEqual([0, 0]);
        openToLoopback();
        await outboundFetch(`http://rebound.test:${good.port}/`);
        await outboundFetch(`http://rebound.test:${canary.port}/`);
        expect([canary.accepted, good.accepted]).toEqual([1, 1]);
    });

    it.each([301, 302, 303, 307, 308])('by a redirect with %i', async (status) => {
        await using canary = await aCanary('127.0.0.9');
        await using host = await aHost((_, response) => {
            response.writeHead(status, { location: `http://127.0.0.9:${canary.port}/` }).end();
        });
        useConfig(settings('127.0.0.1/32'));
        expect(await failure(host.url)).toBe('forbidden-address');
        expect(canary.accepted).toBe(0);
        openToLoopback();
        await outboundFetch(host.url);
        expect(canary.accepted).toBe(1);
    });

    it('for a POST either', async () => {
        await using canary = await aCanary();
        guarded();
        expect(await failure(`http://127.0.0.1:${canary.port}/inbox`, { method: 'POST', body: '{}' })).toBe(
            'forbidden-address',
        );
        expect(canary.accepted).toBe(0);
    });

    it('and this server never asks itself', async () => {
        await using canary = await aCanary();
        useConfig(
            readConfig({
                ATOLL_ORIGIN: `http://127.0.0.1:${canary.port}`,
                ATOLL_FEDERATION_HTTP: '1',
                ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8',
            }),
        );
        expect(await failure(`http://127.0.0.1:${canary.port}/users/ada`)).toBe('forbidden-address');
        expect(canary.accepted).toBe(0);
    });
});

describe('addresses that are not web pages', () => {
    it.each([
        'file:///etc/passwd',
        'data:text/html,x',
        'gopher://127.0.0.1/',
        'ftp://127.0.0.1/',
        'javascript:1',
        'http+unix://%2Ftmp%2Fx',
        'http://user:pw@127.0.0.1/',
        'http://127.0.0.1:22/',
        'http://127.0.0.1:6667/',
        '',
        '//x',
    ])('%s is not fetched', async (url) => {
        expect(await failure(url)).toBe('bad-url');
    });

    it('nor is plain http where peers speak https', async () => {
        useConfig(readConfig({ ATOLL_ORIGIN: 'https://sut.test', ATOLL_OUTBOUND_ALLOW: '127.0.0.0/8' }));
        expect(await failure('http://127.0.0.1:8080/')).toBe('bad-url');
    });
});

describe('redirects', () => {
    it('are followed five times, with a signature made anew for each hop', async () => {
        const signed: (string | undefined)[] = [];
        await using host = await aHost((request, response) => {
            const hop = Number(request.url?.slice(1));
            signed.push(request.headers.signature?.toString());
            if (hop < 5) response.writeHead(302, { location: `/${hop + 1}` }).end();
            else response.end('there');
        });
        const answer = await outboundFetch(`${host.url}/0`, {
            sign: (url) => ({ signature: `for ${url.pathname}` }),
        });
        expect(answer.body.toString()).toBe('there');
        expect(answer.url.pathname).toBe('/5');
        expect(signed).toEqual(['for /0', 'for /1', 'for /2', 'for /3', 'for /4', 'for /5']);
    });

    it('that never end are given up', async () => {
        let requests = 0;
        await using host = await aHost((_, response) => {
            requests++;
            response.writeHead(302, { location: '/' }).end();
        });
        expect(await failure(host.url)).toBe('too-many-redirects');
        expect(requests).toBe(6);
    });

    it('are not followed by a POST', async () => {
        let requests = 0;
        await using host = await aHost((_, response) => {
            requests++;
            response.writeHead(307, { location: '/elsewhere' }).end();
        });
        expect((await outboundFetch(host.url, { method: 'POST', body: '{}' })).status).toBe(307);
        expect(requests).toBe(1);
    });

    it.each(['file:///etc/passwd', 'javascript:1', 'http://user@127.0.0.1/', 'http://'])(
        'to %s end there',
        async (location) => {
            await using host = await aHost((_, response) => void response.writeHead(302, { location }).end());
            expect(await failure(host.url)).toBe('bad-url');
        },
    );
});

describe('bodies', () => {
    it.each([
        ['gzip', gzipSync('hello')],
        ['br', brotliCompressSync('hello')],
        ['identity', Buffer.from('hello')],
    ])('compressed with %s are read', async (encoding, body) => {
        await using host = await aHost(
            (_, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(body),
        );
        expect((await outboundFetch(host.url)).body.toString()).toBe('hello');
    });

    it('are cut off at the inflated size', async () => {
        const bomb = gzipSync(Buffer.alloc(200_000_000));
        await using host = await aHost(
            (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
        );
        const before = process.memoryUsage.rss();
        expect(await failure(host.url)).toBe('too-large');
        expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000);
    });

    it('are cut off without a length, and refused with too great a one', async () => {
        await using endless = await aHost((_, response) => {
            const write = () => void response.write(Buffer.alloc(65_536), write);
            write();
        });
        expect(await failure(endless.url)).toBe('too-large');
        await using announcing = await aHost(
            (_, response) => void response.writeHead(200, { 'content-length': 5_000_000 }).write('x'),
        );
        expect(await failure(announcing.url)).toBe('too-large');
    });

    it.each(['gzip, gzip', 'zstd', 'gzip'])(
        'with a broken or chained encoding (%s) are refused',
        async (encoding) => {
            await using host = await aHost(
                (_, response) =>
                    void response.writeHead(200, { 'content-encoding': encoding }).end('not compressed'),
            );
            expect(await failure(host.url)).toBe('encoding');
        },
    );

    it('of a type that was not wanted are refused', async () => {
        await using host = await aHost(
            (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('x'),
        );
        expect(await failure(host.url, { accepts: (type) => type === 'application/json' })).toBe(
            'content-type',
        );
    });

    it('of errors are not read', async () => {
        await using host = await aHost(
            (_, response) => void response.writeHead(404, { 'content-encoding': 'zstd' }).end('x'),
        );
        const answer = await outboundFetch(host.url, { accepts: () => false });
        expect([answer.status, answer.body.length]).toEqual([404, 0]);
    });
});

describe('slow hosts are cut at the total deadline', () => {
    it('when they accept and never answer', async () => {
        await using canary = await aCanary('127.0.0.1', () => {});
        expect(await failure(`http://127.0.0.1:${canary.port}/`, { deadline: 200 })).toBe('timeout');
        expect(canary.accepted).toBe(1);
    });

    it('when they send a byte at a time', async () => {
        await using host = await aHost((_, response) => {
            const timer = setInterval(() => response.write('x'), 20);
            response.on('close', () => clearInterval(timer));
        });
        expect(await failure(host.url, { deadline: 200 })).toBe('timeout');
    });

    it('when their name server is silent, while others are served', async () => {
        await using _dns = await aNameServer((name) => (name === 'quick.test' ? ['127.0.0.1'] : undefined));
        await using host = await aHost((_, response) => void response.end('quick'));
        const slow = Array.from({ length: 16 }, (_, index) =>
            failure(`http://slow-${index}.test:${host.port}/`, { deadline: 600 }),
        );
        const started = performance.now();
        await outboundFetch(`http://quick.test:${host.port}/`);
        expect(performance.now() - started).toBeLessThan(2_000);
        expect(new Set(await Promise.all(slow))).toEqual(new Set(['timeout']));
    });

    it('and hold at most four connections', async () => {
        let open = 0;
        let most = 0;
        await using host = await aHost((_, response) => {
            most = Math.max(most, ++open);
            setImmediate(() => {
                open--;
                response.end('ok');
            });
        });
        await Promise.all(Array.from({ length: 40 }, () => outboundFetch(host.url)));
        expect(most).toBeLessThanOrEqual(4);
    });
});

it('a hosts file names addresses', () => {
    const names = parseHosts(
        '# x\n127.0.0.1 localhost\n10.0.0.9\tGood.test other.test # y\n::1 good.test\nbroken line\n',
    );
    expect(names.get('good.test')).toEqual(['10.0.0.9', '::1']);
    expect(names.get('other.test')).toEqual(['10.0.0.9']);
});

describe('what is read while it comes', () => {
    const bounds = { maxBytes: 10_000_000, begins: 1_000, ends: 5_000 };
    const streamed = async (url: string, given: Partial<Parameters<typeof outboundStream>[1]> = {}) => {
        try {
            const { status, body } = await outboundStream(url, { ...bounds, ...given });
            let bytes = 0;
            for await (const chunk of body) bytes += (chunk as Buffer).length;
            return { status, bytes };
        } catch (error) {
            return error instanceof OutboundError ? error.reason : String(error);
        }
    };

    it('is checked as every other request, at each hop', async () => {
        await using host = await aHost((_, response) =>
            response.writeHead(302, { Location: 'http://10.0.0.9/film' }).end(),
        );
        expect(await streamed(`${host.url}/film`)).toBe('forbidden-address');
        expect(await streamed('file:///etc/passwd')).toBe('bad-url');
        await using other = await aHost((_, response) => response.end('x'));
        const admit = () => Promise.reject(new OutboundError('forbidden-address', 'not admitted'));
        expect(await streamed(other.url, { admit })).toBe('forbidden-address');
        guarded();
        expect(await streamed(other.url)).toBe('forbidden-address');
    });

    it('comes no faster than it is read, and ends at its limit', async () => {
        let sent = 0;
        await using host = await aHost((_, response) => {
            const more = () => {
                while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
            };
            response.on('drain', more);
            more();
        });
        const { body } = await outboundStream(host.url, { ...bounds, maxBytes: 1e9 });
        await new Promise((resolve) => body.once('readable', resolve));
        const before = sent;
        expect(before).toBeLessThan(20_000_000);
        body.destroy();
        expect(await streamed(host.url, { maxBytes: 1_000_000 })).toBe('too-large');
    });

    it('may be a part, and is refused where that is packed or more than is wanted is announced', async () => {
        await using host = await aHost((request, response) => {
            if (request.url === '/packed')
                return void response
                    .writeHead(206, { 'Content-Encoding': 'gzip', 'Content-Range': 'bytes 2-3/9' })
                    .end(gzipSync('abc'));
            if (request.url === '/large')
                return void response.writeHead(200, { 'Content-Length': 2e7 }).write('a');
            if (request.url === '/away') return void response.writeHead(404).end('nothing here');
            response.writeHead(206, { 'Content-Range': 'bytes 2-3/9' });
            response.end(request.headers.range === 'bytes=2-3' ? 'cd' : 'wrong');
        });
        const range = { start: 2, end: 3 };
        expect(await streamed(host.url, { range })).toEqual({ status: 206, bytes: 2 });
        expect(await streamed(`${host.url}/packed`, { range })).toBe('encoding');
        expect(await streamed(`${host.url}/large`)).toBe('too-large');
        expect(await streamed(`${host.url}/away`)).toEqual({ status: 404, bytes: 0 });
    });

    it('must begin and must end in time', async () => {
        await using silent = await aHost(() => {});
        expect(await streamed(silent.url, { begins: 100 })).toBe('timeout');
        await using slow = await aHost((_, response) => void response.writeHead(200).write('a'));
        expect(await streamed(slow.url, { ends: 100 })).toContain('too long');
    });
});
