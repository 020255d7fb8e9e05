import { expect, test } from 'vitest';
import { navigationFor, pictureCacheFor } from './routes';

test('pages of the app are answered with the shell', () => {
    for (const path of [
        '/home',
        '/public/local',
        '/@ana',
        '/@ana@other.example',
        '/@ana/123',
        '/settings/storage',
    ])
        expect([path, navigationFor(path)]).toEqual([path, 'shell']);
});

test('what only the server can answer goes to the server', () => {
    for (const path of [
        '/api/v1/instance',
        '/oauth/authorize',
        '/auth/login',
        '/users/ana',
        '/sw-kill.json',
        '/metrics',
    ])
        expect([path, navigationFor(path)]).toEqual([path, 'server']);
});

test('public pages come from the server, and offline from the shell', () => {
    for (const path of ['/', '/about', '/homely'])
        expect([path, navigationFor(path)]).toEqual([path, 'server-or-shell']);
});

test('only our own small pictures are kept', () => {
    const cache = (url: string) => pictureCacheFor(new URL(url), 'https://atoll.example');
    expect(cache('https://atoll.example/media/avatars/1/small.webp')).toBe('avatars');
    // It comes with the build.
    expect(cache('https://atoll.example/missing-avatar.png')).toBeNull();
    expect(cache('https://atoll.example/media/abc/small.webp')).toBe('media');
    expect(cache('https://atoll.example/media/abc/original.png')).toBeNull();
    expect(cache('https://elsewhere.example/media/abc/small.webp')).toBeNull();
    expect(cache('https://atoll.example/_app/x.png')).toBeNull();
});
