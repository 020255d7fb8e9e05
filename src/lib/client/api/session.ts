import { request, type Fetch } from './request';

/** Ends this browser's session; with `everywhere`, every other browser's and every app's too. */
export async function endSession(fetch: Fetch, options: { everywhere?: boolean } = {}): Promise<void> {
    const body = new FormData();
    if (options.everywhere) body.set('everywhere', '1');
    // Kit answers a form that is sent by a script in JSON.
    await request(fetch, 'POST', '/auth/sign-out', { body, headers: { 'x-sveltekit-action': 'true' } });
}
