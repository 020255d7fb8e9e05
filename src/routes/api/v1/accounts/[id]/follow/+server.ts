import { followAccount } from '$lib/server/domain/relationships';
import { endpoint } from '$lib/server/http';
import { presentRelationship } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#follow */
export const POST = endpoint(
    { scope: 'write:follows', access: 'user' },
    async ({ db, viewer, params, input }) => {
        await followAccount(db, viewer, params.id, {
            showBoosts: input.flag('reblogs'),
            notify: input.flag('notify'),
            languages: input.has('languages') ? input.list('languages') : undefined,
        });
        return presentRelationship(db, viewer, params.id);
    },
);
