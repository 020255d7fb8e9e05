import { killSwitch } from '../api/kill-switch';
import type { Fetch } from '../api/request';

/**
 * The way back from a broken build: where the server says so at `/sw-kill.json`, the worker and its caches go, and none
 * is registered. What the person wrote, in IndexedDB, stays. `cleared` means that there was something to take away: the
 * page in hand came from it.
 */
export async function obeyKillSwitch(
    fetch: Fetch = globalThis.fetch,
): Promise<'not pulled' | 'pulled' | 'cleared'> {
    const { kill } = await killSwitch(fetch).catch(() => ({ kill: false }));
    if (kill !== true) return 'not pulled';
    const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
    for (const registration of registrations) await registration.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
    return registrations.length > 0 ? 'cleared' : 'pulled';
}
