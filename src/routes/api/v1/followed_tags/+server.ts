import { listFollowedHashtags } from '$lib/server/domain/hashtags';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { presentTags } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/followed_tags/#get */
export const GET = endpoint({ scope: 'read:follows', access: 'user' }, async ({ db, viewer, input, url }) => {
    const rows = await listFollowedHashtags(db, viewer, input.slice({ usual: 100, most: 200 }));
    const tags = await presentTags(
        db,
        viewer,
        rows.map(({ name }) => name),
    );
    return respondWithPage(
        url,
        tags,
        cursorsOf(rows, ({ id }) => id),
    );
});
