import { changePolicy, type Policy } from '$lib/server/domain/notifications';
import { endpoint } from '$lib/server/http';
import { presentPolicyV1 } from '$lib/server/serializers';

const LINES = {
    filter_not_following: 'forNotFollowing',
    filter_not_followers: 'forNotFollowers',
    filter_new_accounts: 'forNewAccounts',
    filter_private_mentions: 'forPrivateMentions',
} as const;

/** The policy as clients of version 1 know it. */
export const GET = endpoint({ scope: 'read:notifications', access: 'user' }, ({ db, viewer }) =>
    presentPolicyV1(db, viewer),
);

/** Changes the lines that are given: held back or not. */
export const PUT = endpoint(
    { scope: 'write:notifications', access: 'user' },
    async ({ db, viewer, input }) => {
        const changes: Partial<Policy> = {};
        for (const [name, line] of Object.entries(LINES)) {
            const holdsBack = input.flag(name);
            if (holdsBack !== undefined) changes[line] = holdsBack ? 'filter' : 'accept';
        }
        await changePolicy(db, viewer, changes);
        return presentPolicyV1(db, viewer);
    },
);

export const PATCH = PUT;
