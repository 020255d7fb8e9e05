import type { WebPushSubscription } from '$lib/mastodon-api/entities';
import { getPush, removePush, savePush, type PushChoice } from '../api/push';
import type { Fetch } from '../api/request';

/** What a device is told of when somebody switches it on for the first time. */
export const FIRST_CHOICE: PushChoice = {
    alerts: {
        mention: true,
        quote: true,
        status: true,
        follow: true,
        follow_request: true,
        poll: true,
        'admin.sign_up': true,
        'admin.report': true,
    },
    policy: 'all',
};

/** Lets the browser take pushes for this member, and tells the server where they go. Rejects where either refuses. */
export async function subscribeHere(
    registration: ServiceWorkerRegistration,
    fetch: Fetch,
    serverKey: string,
    choice: PushChoice,
): Promise<WebPushSubscription> {
    const { pushManager } = registration;
    // One that was made with another key, or by somebody else on this device, would be refused.
    await (await pushManager.getSubscription())?.unsubscribe();
    const subscription = await pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: serverKey,
    });
    return savePush(fetch, subscription.toJSON(), choice);
}

/** Takes no more pushes here. */
export async function unsubscribeHere(
    registration: ServiceWorkerRegistration | undefined,
    fetch: Fetch,
): Promise<void> {
    await removePush(fetch);
    await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

/** The browser has thrown a subscription away: the same again, under a new address. Without one there is nothing to do. */
export async function renewSubscription(
    registration: ServiceWorkerRegistration,
    fetch: Fetch,
): Promise<void> {
    const former = await getPush(fetch);
    if (!former) return;
    const { server_key: serverKey, alerts, policy = 'all' } = former;
    await subscribeHere(registration, fetch, serverKey, { alerts, policy });
}
