import { listCategories } from '$lib/server/domain/emoji';
import { changeSetting } from '$lib/server/domain/instance';
import { endpoint } from '$lib/server/http';

/** The headings of the community's emoji in their order, with how many stand under each. */
export const GET = endpoint(
    { scope: 'admin:read', access: 'user', permission: 'manageCustomEmojis' },
    ({ db }) => listCategories(db),
);

/** Their order, as `order`; those that are not named follow by name. */
export const PUT = endpoint(
    { scope: 'admin:write', access: 'user', permission: 'manageCustomEmojis' },
    async ({ db, input }) => {
        await changeSetting(db, 'emojiCategories', input.list('order', { max: 200 }));
        return listCategories(db);
    },
);
