import { hashtagNamed } from '$lib/server/domain/hashtags';
import { endpoint } from '$lib/server/http';
import { presentTags } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/tags/#get */
export const GET = endpoint({ scope: null, access: 'public' }, async ({ db, viewer, params }) => {
    const [tag] = await presentTags(db, viewer, [hashtagNamed(params.name)]);
    return tag ?? null;
});
