import { hashtagNamed, listFeaturedHashtags, unfeatureHashtag } from '$lib/server/domain/hashtags';
import { endpoint } from '$lib/server/http';
import { presentTags } from '$lib/server/serializers';

/** None to take off is fine. https://docs.joinmastodon.org/methods/tags/#unfeature */
export const POST = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer, params }) => {
    const name = hashtagNamed(params.name);
    const featured = await listFeaturedHashtags(db, viewer.accountId);
    const own = featured.find((one) => one.name === name);
    if (own) await unfeatureHashtag(db, viewer, own.id);
    const [tag] = await presentTags(db, viewer, [name]);
    return tag ?? null;
});
