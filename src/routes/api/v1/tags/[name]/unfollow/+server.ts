import { unfollowHashtag } from '$lib/server/domain/hashtags';
import { endpoint } from '$lib/server/http';
import { presentTags } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/tags/#unfollow */
export const POST = endpoint({ scope: 'write:follows', access: 'user' }, async ({ db, viewer, params }) => {
    const [tag] = await presentTags(db, viewer, [await unfollowHashtag(db, viewer, params.name)]);
    return tag ?? null;
});
