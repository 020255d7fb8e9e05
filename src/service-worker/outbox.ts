/// <reference lib="webworker" />
import { readDevice } from '$lib/client/database/device';
import { openDatabase } from '$lib/client/database/open';
import { flushOutbox } from '$lib/client/outbox/flush';
import { intend } from '$lib/client/outbox/intend';
import type { Operation, OutboxRow } from '$lib/client/outbox/row';

declare const self: ServiceWorkerGlobalScope;

/** The pages that are open hear of each row here. */
const CHANNEL = 'atoll-outbox';

/**
 * Sends what waits although no page is open: the same flusher as the page's, under the same lock. The session's cookie
 * goes with the requests. Rejects while something is still to be sent, so that the browser tries again.
 */
export async function flushInBackground(): Promise<void> {
    const me = await readDevice('me');
    if (!me) return;
    const database = await openDatabase(me.id);
    const channel = new BroadcastChannel(CHANNEL);
    try {
        await flushOutbox(me.id, {
            database,
            fetch: (...request) => fetch(...request),
            onRow: (id, row) => channel.postMessage({ id, row }),
        });
        const rows = await database.getAll('outbox');
        if (rows.some((row) => row.state === 'waiting' || row.state === 'retry'))
            throw new Error('Some of the outbox is still to be sent');
    } finally {
        channel.close();
        database.close();
    }
}

/** Does what was asked of a notification: at once, or as soon as there is a network. */
export async function doInBackground(operation: Operation): Promise<void> {
    const me = await readDevice('me');
    if (!me) return;
    const database = await openDatabase(me.id);
    let changed: { id: string; row: OutboxRow | null }[];
    try {
        changed = await intend(database, operation);
    } finally {
        database.close();
    }
    const channel = new BroadcastChannel(CHANNEL);
    for (const change of changed) channel.postMessage(change);
    channel.close();
    await flushInBackground().catch(askForSync);
}

/** Where the browser wakes workers for that; elsewhere it goes out when the app is next opened. */
async function askForSync(): Promise<void> {
    const { sync } = self.registration as ServiceWorkerRegistration & {
        sync?: { register(tag: string): Promise<void> };
    };
    await sync?.register('outbox').catch(() => {});
}
