import { askForProfile } from '$lib/server/domain/origins';
import { accountTimeline } from '$lib/server/domain/timelines';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentStatuses } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#statuses */
export const GET = endpoint(
    { scope: 'read:statuses', access: 'public' },
    async ({ db, viewer, params, input, url }) => {
        if (viewer) await askForProfile(db, params.id);
        const ids = await accountTimeline(
            db,
            viewer,
            params.id,
            {
                excludeReplies: input.flag('exclude_replies'),
                excludeBoosts: input.flag('exclude_reblogs'),
                onlyMedia: input.flag('only_media'),
                pinned: input.flag('pinned'),
                tagged: input.text('tagged', { max: 255 }),
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
