import {
    changeSubscription,
    findSubscription,
    subscribe,
    unsubscribe,
    vapidKeys,
    type PushPolicy,
    type PushWishes,
    type SubscriptionRow,
} from '$lib/server/domain/push';
import type { Database } from '$lib/server/db';
import { Unprocessable } from '$lib/server/errors';
import { bearerToken, endpoint, type Input } from '$lib/server/http';
import { pushedKinds, pushSubscriptionEntity } from '$lib/server/serializers';

const POLICIES: readonly PushPolicy[] = ['all', 'followed', 'follower', 'none'];

/** https://docs.joinmastodon.org/methods/push/#get */
export const GET = endpoint({ scope: 'push', access: 'user' }, async ({ db, viewer }) =>
    present(db, await findSubscription(db, viewer)),
);

/** https://docs.joinmastodon.org/methods/push/#create */
export const POST = endpoint({ scope: 'push', access: 'user' }, async ({ db, viewer, input, request }) => {
    const subscription = input.group('subscription');
    const keys = subscription?.group('keys');
    const address = {
        endpoint: subscription?.text('endpoint'),
        p256dh: keys?.text('p256dh', { max: 200 }),
        auth: keys?.text('auth', { max: 200 }),
    };
    for (const [name, text] of Object.entries(address))
        if (text === undefined) throw new Unprocessable(`Validation failed: ${name} is missing`);
    const row = await subscribe(
        db,
        viewer,
        {
            endpoint: address.endpoint ?? '',
            p256dh: address.p256dh ?? '',
            auth: address.auth ?? '',
            standard: subscription?.flag('standard') ?? false,
            accessToken: bearerToken(request),
        },
        wishesOf(input),
    );
    return present(db, row);
});

/** https://docs.joinmastodon.org/methods/push/#update */
export const PUT = endpoint({ scope: 'push', access: 'user' }, async ({ db, viewer, input }) =>
    present(db, await changeSubscription(db, viewer, wishesOf(input))),
);

/** https://docs.joinmastodon.org/methods/push/#delete */
export const DELETE = endpoint({ scope: 'push', access: 'user' }, async ({ db, viewer }) => {
    await unsubscribe(db, viewer);
    return {};
});

/** `data[alerts][…]`, all of them at once, and `policy` at either of the places it is documented at. */
function wishesOf(input: Input): PushWishes {
    const data = input.group('data');
    const alerts = data?.group('alerts');
    const named = data?.text('policy') ?? input.text('policy');
    const policy = POLICIES.find((known) => known === named);
    if (named !== undefined && !policy)
        throw new Unprocessable(`policy must be one of ${POLICIES.join(', ')}`);
    return {
        kinds: alerts && pushedKinds(Object.keys(alerts.values).filter((name) => alerts.flag(name))),
        policy,
    };
}

async function present(db: Database, row: SubscriptionRow) {
    return pushSubscriptionEntity(row, (await vapidKeys(db)).publicKey);
}
