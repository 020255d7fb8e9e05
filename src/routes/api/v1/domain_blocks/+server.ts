import { blockDomain, listBlockedDomains, unblockDomain } from '$lib/server/domain/relationships';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';

/** https://docs.joinmastodon.org/methods/domain_blocks/#get */
export const GET = endpoint({ scope: 'read:blocks', access: 'user' }, async ({ db, viewer, input, url }) => {
    const rows = await listBlockedDomains(db, viewer, input.slice({ usual: 100, most: 200 }));
    return respondWithPage(
        url,
        rows.map(({ domain }) => domain),
        cursorsOf(rows, ({ id }) => id),
    );
});

/** https://docs.joinmastodon.org/methods/domain_blocks/#block */
export const POST = endpoint({ scope: 'write:blocks', access: 'user' }, async ({ db, viewer, input }) => {
    await blockDomain(db, viewer, input.text('domain') ?? '');
    return {};
});

/** https://docs.joinmastodon.org/methods/domain_blocks/#unblock */
export const DELETE = endpoint({ scope: 'write:blocks', access: 'user' }, async ({ db, viewer, input }) => {
    await unblockDomain(db, viewer, input.text('domain') ?? '');
    return {};
});
