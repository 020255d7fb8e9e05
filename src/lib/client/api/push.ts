import type { WebPushSubscription } from '$lib/mastodon-api/entities';
import { ApiError } from './errors';
import { request, type Fetch } from './request';

const PATH = '/api/v1/push/subscription';

/** What is pushed and from whom; alerts that are not named are off. */
export interface PushChoice {
    alerts: Record<string, boolean>;
    policy: NonNullable<WebPushSubscription['policy']>;
}

/** https://docs.joinmastodon.org/methods/push/#get; null where there is none. */
export async function getPush(fetch: Fetch): Promise<WebPushSubscription | null> {
    try {
        return await request(fetch, 'GET', PATH);
    } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
    }
}

/** https://docs.joinmastodon.org/methods/push/#create */
export function savePush(
    fetch: Fetch,
    { endpoint, keys }: PushSubscriptionJSON,
    choice: PushChoice,
): Promise<WebPushSubscription> {
    const subscription = { endpoint, keys, standard: true };
    return request(fetch, 'POST', PATH, { body: { subscription, data: choice } });
}

/** https://docs.joinmastodon.org/methods/push/#update */
export function changePush(fetch: Fetch, choice: PushChoice): Promise<WebPushSubscription> {
    return request(fetch, 'PUT', PATH, { body: { data: choice } });
}

/** https://docs.joinmastodon.org/methods/push/#delete */
export async function removePush(fetch: Fetch): Promise<void> {
    await request(fetch, 'DELETE', PATH);
}
