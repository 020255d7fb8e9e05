import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig, useConfig } from '../config';
import { addressKey, clientAddress } from './client-address';
import { localPath } from './local-path';
import { spend } from './rate-limit';
import { readInput } from './read-input';
import { RateLimited } from '../errors';

beforeEach(() => useConfig(readConfig({ ATOLL_ORIGIN: 'https://atoll.test' })));
afterEach(() => useConfig(readConfig({})));

test.each([
    ['/home', '/home'],
    ['/oauth/authorize?client_id=1&scope=read+write', '/oauth/authorize?client_id=1&scope=read+write'],
    ['/@ana#top', '/@ana#top'],
    ['/a/../b', '/b'],
    ['//evil.test', '/'],
    ['///evil.test', '/'],
    ['/\\evil.test', '/'],
    ['/\t/evil.test', '/'],
    ['/%2F%2Fevil.test', '/'],
    ['/%5cevil.test', '/'],
    ['/.//evil.test', '/'],
    ['https://evil.test', '/'],
    ['javascript:alert(1)', '/'],
    ['evil.test', '/'],
    ['', '/'],
    [null, '/'],
])('after signing in, %j leads to %s', (next, path) => {
    expect(localPath(next)).toBe(path);
});

function from(peer: string, forwarded?: string) {
    const headers = new Headers(forwarded ? { 'x-forwarded-for': forwarded } : {});
    const request = new Request('https://atoll.test/', { headers });
    return clientAddress({ request, getClientAddress: () => peer });
}

test('what a request says about its own origin counts for nothing', () => {
    expect(from('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
});

test('behind a trusted proxy the last hop that is not one of ours counts, and nothing left of it', () => {
    useConfig(readConfig({ ATOLL_TRUSTED_PROXIES: '10.0.0.0/8,::1/128' }));
    expect(from('10.0.0.1', '1.1.1.1, 203.0.113.9, 10.0.0.2')).toBe('203.0.113.9');
    expect(from('::ffff:10.0.0.1', '2001:db8::7')).toBe('2001:db8::7');
    expect(from('10.0.0.1', 'nonsense')).toBe('10.0.0.1');
    expect(from('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
});

test('all addresses of one IPv6 network count as one, and a mapped IPv4 address as itself', () => {
    expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe(addressKey('2001:db8:1:2::9'));
    expect(addressKey('2001:db8:1:3::9')).not.toBe(addressKey('2001:db8:1:2::9'));
    expect(addressKey('::ffff:192.0.2.1')).toBe('192.0.2.1');
});

test('what is counted runs out, key by key', async () => {
    for (let i = 0; i < 5; i++) await spend('sign-up', 'a');
    await expect(spend('sign-up', 'a')).rejects.toThrow(RateLimited);
    expect(await spend('sign-up', 'b')).toMatchObject({ limit: 5, remaining: 4 });
});

test('where the operator lifts the limits, nothing is counted', async () => {
    useConfig(readConfig({ ATOLL_RATE_LIMITS: 'off' }));
    for (let i = 0; i < 10; i++) expect(await spend('sign-up', 'c')).toBeUndefined();
});

/** What is read of a request as a client would send it. */
function inputOf(query: string, body?: BodyInit, type?: string) {
    const url = new URL(`https://atoll.test/api/v1/statuses?${query}`);
    const headers: HeadersInit = type ? { 'Content-Type': type } : {};
    return readInput(new Request(url, { method: 'POST', body, headers }), url);
}

describe('4: parameters', () => {
    const form = (text: string) => inputOf('', text, 'application/x-www-form-urlencoded');

    test('come in the address, in a form, in its parts or as JSON, and mean the same', async () => {
        const parts = new FormData();
        parts.append('status', 'Hi');
        parts.append('media_ids[]', '1');
        parts.append('media_ids[]', '2');
        parts.append('poll[options][]', 'a');
        const encoded = 'status=Hi&media_ids[]=1&media_ids[]=2&poll[options][]=a';
        for (const input of [
            await inputOf(encoded),
            await form(encoded),
            await form('status=Hi&media_ids[0]=1&media_ids[1]=2&poll[options][0]=a'),
            await inputOf('', parts),
            await inputOf(
                'status=of the address',
                '{"status":"Hi","media_ids":[1,"2"],"poll":{"options":["a"]}}',
                'application/json; charset=utf-8',
            ),
        ]) {
            expect(input.text('status')).toBe('Hi');
            expect(input.list('media_ids')).toEqual(['1', '2']);
            expect(input.group('poll')?.list('options')).toEqual(['a']);
        }
    });

    test('that are switches are off for 0, f, false and off, and on for anything else', async () => {
        for (const off of ['0', 'f', 'F', 'false', 'FALSE', 'off', 'OFF'])
            expect((await form(`sensitive=${off}`)).flag('sensitive'), off).toBe(false);
        for (const on of ['1', 't', 'true', 'on', 'yes'])
            expect((await form(`sensitive=${on}`)).flag('sensitive'), on).toBe(true);
        for (const value of [false, 0, true, 1]) {
            const input = await inputOf('', JSON.stringify({ sensitive: value }), 'application/json');
            expect(input.flag('sensitive')).toBe(Boolean(value));
        }
    });

    test('that are empty were not given', async () => {
        const input = await form('status=&sensitive=&limit=&in_reply_to_id=&media_ids[]=&poll=');
        expect(input.text('status')).toBeUndefined();
        expect(input.flag('sensitive')).toBeUndefined();
        expect(input.id('in_reply_to_id')).toBeUndefined();
        expect(input.list('media_ids')).toEqual([]);
        expect(input.group('poll')).toBeUndefined();
        expect(input.slice().limit).toBe(20);
    });

    test('that come twice count as they came last', async () => {
        expect((await form('status=a&status=b')).text('status')).toBe('b');
        const twice = await inputOf('', '{"status":"a","status":"b"}', 'application/json');
        expect(twice.text('status')).toBe('b');
    });
});
