import { request, type Fetch } from './request';

/** Whether the service worker is to take itself away; a static file, so that it works when nothing else does. */
export function killSwitch(fetch: Fetch): Promise<{ kill: boolean }> {
    return request(fetch, 'GET', '/sw-kill.json', { query: { at: Date.now() } });
}
