import { revokeQuote } from '$lib/server/domain/quotes';
import { canSee } from '$lib/server/domain/statuses';
import { endpoint } from '$lib/server/http';
import { presentStatus } from '$lib/server/serializers';

/**
 * https://docs.joinmastodon.org/methods/statuses/#revoke_quote
 * The answer is the post that quoted; where it may not be seen, the own one.
 */
export const POST = endpoint({ scope: 'write:statuses', access: 'user' }, async ({ db, viewer, params }) => {
    const quoting = await revokeQuote(db, viewer, params.id, params.quoting);
    const isSeen = await canSee(db, viewer, quoting.id);
    return presentStatus(db, viewer, isSeen ? quoting.id : params.id);
});
