import { findAccount } from '$lib/server/domain/accounts';
import { listFeaturedHashtags } from '$lib/server/domain/hashtags';
import { endpoint } from '$lib/server/http';
import { featuredTagEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#featured_tags */
export const GET = endpoint({ scope: 'read:accounts', access: 'public' }, async ({ db, params }) => {
    const owner = await findAccount(db, params.id);
    if (owner.suspendedAt) return [];
    return (await listFeaturedHashtags(db, owner.id)).map((row) => featuredTagEntity(row, owner));
});
