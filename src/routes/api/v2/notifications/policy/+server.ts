import { changePolicy, type Policy } from '$lib/server/domain/notifications';
import { Unprocessable } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { presentNotificationPolicy } from '$lib/server/serializers';

const LINES = {
    for_not_following: 'forNotFollowing',
    for_not_followers: 'forNotFollowers',
    for_new_accounts: 'forNewAccounts',
    for_private_mentions: 'forPrivateMentions',
    for_limited_accounts: 'forLimitedAccounts',
} as const;

const ANSWERS = ['accept', 'filter', 'drop'] as const;

/** https://docs.joinmastodon.org/methods/notifications/#get-policy */
export const GET = endpoint({ scope: 'read:notifications', access: 'user' }, ({ db, viewer }) =>
    presentNotificationPolicy(db, viewer),
);

/** https://docs.joinmastodon.org/methods/notifications/#update-the-filtering-policy-for-notifications */
export const PATCH = endpoint(
    { scope: 'write:notifications', access: 'user' },
    async ({ db, viewer, input }) => {
        const changes: Partial<Policy> = {};
        for (const [name, line] of Object.entries(LINES)) {
            const text = input.text(name);
            if (text === undefined) continue;
            const answer = ANSWERS.find((allowed) => allowed === text);
            if (!answer) throw new Unprocessable(`${name} must be one of ${ANSWERS.join(', ')}`);
            changes[line] = answer;
        }
        await changePolicy(db, viewer, changes);
        return presentNotificationPolicy(db, viewer);
    },
);

export const PUT = PATCH;
