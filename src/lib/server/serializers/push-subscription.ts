import type { WebPushSubscription } from '$lib/mastodon-api/entities';
import type { NotificationKind } from '../db/schema';
import type { SubscriptionRow } from '../domain/push';
import { kindsOfTypes, typeOfKind } from './notification';

/** What a push may be asked for, by Mastodon's names; the rest is only read in the list. */
const PUSHED: readonly NotificationKind[] = [
    'mention',
    'quote',
    'status',
    'boost',
    'follow',
    'follow-request',
    'favourite',
    'poll',
    'edit',
    'quoted-edit',
    'reaction',
    'sign-up',
    'report',
];

/** The kinds that are switched on by `alerts`; what is not pushed is left out. */
export function pushedKinds(names: readonly string[]): NotificationKind[] {
    return kindsOfTypes(names).filter((kind) => PUSHED.includes(kind));
}

/** https://docs.joinmastodon.org/entities/WebPushSubscription/ */
export function pushSubscriptionEntity(
    { id, endpoint, standard, alerts, policy }: SubscriptionRow,
    vapidKey: string,
): WebPushSubscription {
    return {
        id,
        endpoint,
        standard,
        alerts: Object.fromEntries(PUSHED.map((kind) => [typeOfKind(kind), alerts.includes(kind)])),
        policy,
        server_key: vapidKey,
    };
}
