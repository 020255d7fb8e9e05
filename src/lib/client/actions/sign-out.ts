import { endSession } from '../api/session';
import { MemoryDatabase } from '../database/memory-database';
import { deleteDatabase, useDatabase } from '../database/open';
import { me } from '../stores/me.svelte';
import { notifications } from '../stores/notifications.svelte';
import { outbox } from '../stores/outbox.svelte';
import { forgetTimelines } from '../stores/timelines.svelte';
import { uploads } from '../stores/uploads.svelte';
import { live } from '../streaming/connection';

/** How many posts would be lost by signing out now: ask before going on. */
export function unsentPosts(): number {
    return outbox.posts.length;
}

/** Signs out and leaves nothing of the person on this device. Rejects, changing nothing, when the server is not there. */
export async function signOut(options: { everywhere?: boolean } = {}): Promise<void> {
    await endSession(globalThis.fetch, options);
    const account = me.account;
    // The server has forgotten it with the session; the browser should not keep listening either.
    const registration = await navigator.serviceWorker?.getRegistration();
    await (await registration?.pushManager?.getSubscription())?.unsubscribe();
    live.stop();
    uploads.stop();
    notifications.stop();
    outbox.stop();
    forgetTimelines();
    // Whatever is still under way finds nothing of theirs to write into.
    useDatabase(new MemoryDatabase());
    if (account) await deleteDatabase(account.id);
    navigator.serviceWorker?.controller?.postMessage('FORGET');
    await me.forget();
    location.assign('/');
}
