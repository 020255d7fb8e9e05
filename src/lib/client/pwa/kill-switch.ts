import { killSwitch } from '../api/kill-switch';
import type { Fetch } from '../api/request';

/**
 * The way back from a broken build: where the server says so at `/sw-kill.json`, the worker and its caches go. What the
 * person wrote, in IndexedDB, stays. Answers whether it was pulled.
 */
export async function obeyKillSwitch(fetch: Fetch = globalThis.fetch): Promise<boolean> {
    const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
    if (registrations.length === 0) return false;
    const { kill } = await killSwitch(fetch).catch(() => ({ kill: false }));
    if (kill !== true) return false;
    for (const registration of registrations) await registration.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
    return true;
}
