import { listConversations } from '$lib/server/domain/conversations';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentConversations } from '$lib/server/serializers';

/** Paged by the last status of each. https://docs.joinmastodon.org/methods/conversations/#get */
export const GET = endpoint(
    { scope: 'read:statuses', access: 'user' },
    async ({ db, viewer, input, url }) => {
        const rows = await listConversations(db, viewer, input.slice());
        return respondWithPage(
            url,
            await presentConversations(db, viewer, rows),
            cursorsOf(rows, ({ lastStatusId }) => lastStatusId ?? '0'),
        );
    },
);
