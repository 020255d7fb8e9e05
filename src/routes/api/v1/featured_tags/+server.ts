import { findAccount } from '$lib/server/domain/accounts';
import { featureHashtag, listFeaturedHashtags } from '$lib/server/domain/hashtags';
import { endpoint } from '$lib/server/http';
import { featuredTagEntity } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/featured_tags/#get */
export const GET = endpoint({ scope: 'read:accounts', access: 'user' }, async ({ db, viewer }) => {
    const owner = await findAccount(db, viewer.accountId);
    return (await listFeaturedHashtags(db, owner.id)).map((row) => featuredTagEntity(row, owner));
});

/** https://docs.joinmastodon.org/methods/featured_tags/#feature */
export const POST = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer, input }) => {
    const owner = await findAccount(db, viewer.accountId);
    return featuredTagEntity(await featureHashtag(db, viewer, input.text('name') ?? ''), owner);
});
