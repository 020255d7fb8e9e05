/// <reference lib="webworker" />
import { cacheNames } from 'workbox-core';
import { readDevice } from '$lib/client/database/device';
import { anybodyThere } from './anybody-there';
import { assetsOfBuild, assetsOfOthers, precache } from './build-files';
import { navigationFor } from './routes';
import { keepWords } from './words';

declare const self: ServiceWorkerGlobalScope;

const SHELL = '/shell';
/** How long a page may take to come before the shell is given instead. */
const PATIENCE = 8000;

/**
 * Fetches the build and the shell. The new worker waits: the page decides when it takes over. Pages that do not answer
 * decide nothing; where they are of a build that cannot even begin, the way out of it must not depend on them.
 */
export async function install(event: ExtendableEvent): Promise<void> {
    await Promise.all([precache.install(event), keepWords()]);
    if (self.registration.active && !(await anybodyThere())) await self.skipWaiting();
}

export async function activate(event: ExtendableEvent): Promise<void> {
    if (await isKilled()) return kill();
    await keepPreviousBuild();
    await precache.activate(event);
    await self.clients.claim();
}

/** A member's app pages come from the device, at once; all others from the server, and offline from the shell. */
export function answerNavigation({ request }: FetchEvent): Promise<Response> | null {
    if (request.mode !== 'navigate' || request.method !== 'GET') return null;
    const kind = navigationFor(new URL(request.url).pathname);
    if (kind === 'server') return null;
    return kind === 'shell' ? answerApp(request) : fetchOrShell(request);
}

async function answerApp(request: Request): Promise<Response> {
    const member = await readDevice('me');
    return (member && (await shell())) || fetchOrShell(request);
}

async function fetchOrShell(request: Request): Promise<Response> {
    try {
        return await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    } catch (error) {
        const fallback = await shell();
        if (fallback) return fallback;
        throw error;
    }
}

async function shell(): Promise<Response | undefined> {
    return precache.matchPrecache(SHELL);
}

/**
 * A tab that is still on the previous build finds its files: they move to the cache of what was used of it. Of builds
 * before that nothing is kept.
 */
async function keepPreviousBuild(): Promise<void> {
    const current = new Set(precache.getCachedURLs());
    const others = await assetsOfOthers();
    const previous = others.pop() ?? `${assetsOfBuild}-before`;
    for (const name of others) await caches.delete(name);
    const precached = await caches.open(cacheNames.precache);
    const old = (await precached.keys()).filter(
        ({ url }) => new URL(url).pathname.startsWith('/_app/immutable/') && !current.has(url),
    );
    for (const request of old) {
        const response = await precached.match(request);
        if (response) await (await caches.open(previous)).put(request.url, response);
    }
    // Made after it: the order of the caches is that of the builds.
    await caches.open(assetsOfBuild);
}

async function isKilled(): Promise<boolean> {
    try {
        const response = await fetch('/sw-kill.json', { cache: 'no-store' });
        return response.ok && ((await response.json()) as { kill?: boolean }).kill === true;
    } catch {
        return false;
    }
}

/** The way back from a broken worker: it takes itself and what it cached away. What the person wrote stays. */
async function kill(): Promise<void> {
    for (const name of await caches.keys()) await caches.delete(name);
    await self.registration.unregister();
    for (const client of await self.clients.matchAll({ type: 'window' })) await client.navigate(client.url);
}
