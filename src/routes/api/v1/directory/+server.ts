import { listDirectory } from '$lib/server/domain/directory';
import { endpoint } from '$lib/server/http';
import { presentAccounts } from '$lib/server/serializers';

/** https://docs.joinmastodon.org/methods/directory/#get */
export const GET = endpoint({ scope: null, access: 'public' }, async ({ db, viewer, input }) => {
    const ids = await listDirectory(db, viewer, {
        order: input.text('order') === 'new' ? 'new' : 'active',
        local: input.flag('local') ?? false,
        limit: input.slice({ usual: 40, most: 80 }).limit,
        offset: Math.min(Math.max(input.integer('offset') ?? 0, 0), 10_000),
    });
    return presentAccounts(db, viewer, ids);
});
