import { tagTimeline } from '$lib/server/domain/timelines';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentStatuses } from '$lib/server/serializers';
import { readPublicFilter } from '../../read-public-filter.server';

/** https://docs.joinmastodon.org/methods/timelines/#tag */
export const GET = endpoint(
    { scope: 'read:statuses', access: 'public' },
    async ({ db, viewer, params, input, url }) => {
        const ids = await tagTimeline(
            db,
            viewer,
            params.tag,
            {
                ...readPublicFilter(input),
                any: input.list('any'),
                all: input.list('all'),
                none: input.list('none'),
            },
            input.slice(),
        );
        return respondWithPage(
            url,
            await presentStatuses(db, viewer, ids),
            cursorsOf(ids, (id) => id),
        );
    },
);
