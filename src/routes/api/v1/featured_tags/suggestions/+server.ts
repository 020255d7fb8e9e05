import { suggestHashtags } from '$lib/server/domain/hashtags';
import { endpoint } from '$lib/server/http';
import { presentTags } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/featured_tags/#suggestions */
export const GET = endpoint({ scope: 'read:accounts', access: 'user' }, async ({ db, viewer }) =>
    presentTags(db, viewer, await suggestHashtags(db, viewer)),
);
