/// <reference lib="webworker" />
import { CacheableResponsePlugin } from 'workbox-cacheable-response';
import { CacheExpiration, ExpirationPlugin } from 'workbox-expiration';
import { CacheFirst, StaleWhileRevalidate, type Strategy } from 'workbox-strategies';
import { readDevice } from '$lib/client/database/device';
import { boundPictures } from '$lib/client/database/pictures';
import { assetsOfBuild, precache } from './build-files';
import { pictureCacheFor } from './routes';

declare const self: ServiceWorkerGlobalScope;

const DAY = 24 * 60 * 60;

const onlyGood = new CacheableResponsePlugin({ statuses: [200] });
const bounded = (maxEntries: number, maxAgeSeconds: number) =>
    new ExpirationPlugin({ maxEntries, maxAgeSeconds, purgeOnQuotaError: true });

const bounds = {
    avatars: bounded(400, 30 * DAY),
    media: bounded(300, 14 * DAY),
    emoji: bounded(500, 30 * DAY),
};

const assets = new CacheFirst({ cacheName: assetsOfBuild, plugins: [onlyGood, bounded(300, 60 * DAY)] });
const pictures: Record<keyof typeof bounds, Strategy> = {
    avatars: new StaleWhileRevalidate({ cacheName: 'avatars', plugins: [onlyGood, bounds.avatars] }),
    media: new CacheFirst({
        cacheName: 'media',
        plugins: [onlyGood, bounds.media, { cacheDidUpdate: weighMedia }],
    }),
    emoji: new CacheFirst({ cacheName: 'emoji', plugins: [onlyGood, bounds.emoji] }),
};

/** Bytes of pictures kept where the person chose nothing else. */
const MEDIA_BYTES = 40_000_000;
/** Weighing them all takes some milliseconds: once for so many. */
const WEIGHED_EVERY = 25;
let added = 0;

/** Keeps the pictures of posts within the bytes that the person allows, besides within their number. */
async function weighMedia(): Promise<void> {
    added += 1;
    if (added % WEIGHED_EVERY === 0) await boundPictures((await readDevice('mediaBytes')) ?? MEDIA_BYTES);
}

/**
 * Somebody signed out: what they saw goes, and the list of when they saw it. The plugins themselves know only what was
 * used since this worker started, which it does anew every few minutes.
 */
export async function forgetPictures(): Promise<void> {
    for (const name of Object.keys(bounds)) {
        await new CacheExpiration(name, { maxEntries: 1 }).delete();
        await caches.delete(name);
    }
}

/**
 * Answers from the bounded caches; null for everything that has to come from the network. The API is never answered from
 * here: what is kept of it lives in IndexedDB, and an answer has to mean that the server is there.
 */
export function answerRuntime(event: FetchEvent): Promise<Response> | null {
    const { request } = event;
    if (request.method !== 'GET') return null;
    const url = new URL(request.url);
    if (url.origin === self.location.origin && url.pathname.startsWith('/_app/immutable/'))
        return answerAsset(event);
    if (request.destination !== 'image') return null;
    const cache = pictureCacheFor(url, self.location.origin);
    if (cache) return pictures[cache].handle(event);
    return answerStatic(event);
}

/** Their names hold a hash of what is in them, so a file of whichever build is the right one. */
async function answerAsset(event: FetchEvent): Promise<Response> {
    return (await caches.match(event.request.url)) ?? assets.handle(event);
}

async function answerStatic(event: FetchEvent): Promise<Response> {
    return (await precache.matchPrecache(event.request)) ?? fetch(event.request);
}
