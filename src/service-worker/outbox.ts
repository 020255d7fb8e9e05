/// <reference lib="webworker" />
import { readDevice } from '$lib/client/database/device';
import { openDatabase } from '$lib/client/database/open';
import { flushOutbox } from '$lib/client/outbox/flush';
import { intend } from '$lib/client/outbox/intend';
import { keepOutcome } from '$lib/client/outbox/keep-outcome';
import type { RowChange } from '$lib/client/outbox/ledger';
import { CHANNEL, type OutboxNews } from '$lib/client/outbox/news';
import type { Operation } from '$lib/client/outbox/row';

declare const self: ServiceWorkerGlobalScope;

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
            onChanges: (changes) => channel.postMessage({ changes } satisfies OutboxNews),
            onOutcome: async (row, outcome) => {
                await keepOutcome(database, outcome);
                channel.postMessage({ answer: { row, outcome } } satisfies OutboxNews);
            },
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
    let changes: RowChange[];
    try {
        changes = await intend(database, operation);
    } finally {
        database.close();
    }
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage({ changes } satisfies OutboxNews);
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
