import type { Database } from '../../db';
import { DELIVERIES_CHANNEL } from '../../domain/neighbours';
import { DeliveryWorker } from './delivery-worker';
import { takeBackLanes } from './lanes';

interface Running {
    worker: DeliveryWorker;
    done: Promise<void>;
    unlisten: () => Promise<void>;
}

let running: Running | undefined;

/**
 * Starts delivering in this process; new deliveries wake it by NOTIFY. What a killed process had in hand comes back within
 * twenty seconds, and at once to one that is `alone` on the database.
 */
export async function startDeliveries(db: Database, { alone = false } = {}): Promise<void> {
    if (alone) await takeBackLanes(db);
    const worker = new DeliveryWorker(db);
    const { unlisten } = await db.$client.listen(DELIVERIES_CHANNEL, () => worker.wake());
    running = { worker, done: worker.run(), unlisten };
}

/** Claims nothing more, and waits for what is under way at most `seconds`; what is left comes back by its lease. */
export async function stopDeliveries(seconds = 3): Promise<void> {
    const stopping = running;
    running = undefined;
    if (!stopping) return;
    stopping.worker.stop();
    await stopping.unlisten();
    const { promise: enough, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), seconds * 1_000);
    await Promise.race([stopping.done, enough]);
    clearTimeout(timer);
}

/** Delivers everything that is due now; for tests, which therefore never sleep. */
export async function runDeliveries(db: Database): Promise<void> {
    await new DeliveryWorker(db).drain();
}
