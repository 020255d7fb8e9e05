import { findListeners } from '../domain/push';
import { enqueue } from '../jobs';
import type { Effect } from './effect';
import { PUSHES, type PushJob } from './push-job';

/** Wakes the member's devices that asked for news of this kind: one job each, for one dead service holds up no other. */
export const pushNotification: Effect<'notification.created'> = async (db, { notificationId }) => {
    const listeners = await findListeners(db, notificationId);
    const jobs = listeners.map((subscriptionId): PushJob => ({ subscriptionId, notificationId, tries: 0 }));
    await enqueue(db, PUSHES, jobs);
};
