import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig, useConfig } from '../config';
import { addressKey, clientAddress } from './client-address';
import { localPath } from './local-path';
import { spend } from './rate-limit';
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
