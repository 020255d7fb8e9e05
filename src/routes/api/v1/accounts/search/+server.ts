import { searchPeople } from '$lib/server/domain/search';
import { endpoint } from '$lib/server/http';
import { presentAccounts } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/accounts/#search */
export const GET = endpoint({ scope: 'read:accounts', access: 'user' }, async ({ db, viewer, input }) => {
    const found = await searchPeople(db, viewer, {
        text: (input.text('q', { max: 2_000 }) ?? '').trim(),
        limit: input.slice({ usual: 40, most: 80 }).limit,
        offset: Math.min(Math.max(input.integer('offset') ?? 0, 0), 10_000),
        resolve: input.flag('resolve') ?? false,
        following: input.flag('following') ?? false,
    });
    return presentAccounts(db, viewer, found);
});
