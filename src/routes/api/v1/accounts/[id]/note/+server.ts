import { setNote } from '$lib/server/domain/relationships';
import { endpoint } from '$lib/server/http';
import { presentRelationship } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#note */
export const POST = endpoint(
    { scope: 'write:accounts', access: 'user' },
    async ({ db, viewer, params, input }) => {
        await setNote(db, viewer, params.id, input.text('comment') ?? '');
        return presentRelationship(db, viewer, params.id);
    },
);
