import { changeQuotePolicy } from '$lib/server/domain/quotes';
import { findOwnStatus } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { presentStatus } from '$lib/server/serializers';
import { readQuotePolicy } from '../../read-draft.server';

/** https://docs.joinmastodon.org/methods/statuses/#edit_interaction_policy */
export const PUT = endpoint(
    { scope: 'write:statuses', access: 'user' },
    async ({ db, viewer, params, input }) => {
        const { id } = await findOwnStatus(db, viewer, params.id);
        const policy = readQuotePolicy(input);
        if (policy) await changeQuotePolicy(db, viewer, id, policy);
        return presentStatus(db, viewer, id);
    },
);
