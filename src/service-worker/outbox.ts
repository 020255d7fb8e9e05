import { readDevice } from '$lib/client/database/device';
import { openDatabase } from '$lib/client/database/open';
import { flushOutbox } from '$lib/client/outbox/flush';

/**
 * Sends what waits although no page is open: the same flusher as the page's, under the same lock. The session's cookie
 * goes with the requests. Rejects while something is still to be sent, so that the browser tries again.
 */
export async function flushInBackground(): Promise<void> {
    const me = await readDevice('me');
    if (!me) return;
    const database = await openDatabase(me.id);
    const channel = new BroadcastChannel('atoll-outbox');
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
