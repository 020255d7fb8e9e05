import { featureHashtag, hashtagNamed } from '$lib/server/domain/hashtags';
import { endpoint } from '$lib/server/http';
import { presentTags } from '$lib/server/serializers';

/** Featuring twice is featuring once. https://docs.joinmastodon.org/methods/tags/#feature */
export const POST = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer, params }) => {
    const name = hashtagNamed(params.name);
    const [before] = await presentTags(db, viewer, [name]);
    if (!before?.featuring) await featureHashtag(db, viewer, params.name);
    const [tag] = await presentTags(db, viewer, [name]);
    return tag ?? null;
});
