import { listTokens } from '$lib/server/domain/oauth';
import { cursorsOf, endpoint, respondWithPage } from '$lib/server/http';
import { tokenInfoEntity } from '$lib/server/serializers';

/** The apps that have access, one entry a token; the names are GoToSocial's. */
export const GET = endpoint(
    { scope: 'read:accounts', access: 'user' },
    async ({ db, viewer, input, url }) => {
        const tokens = await listTokens(db, viewer.userId, input.slice({ usual: 20, most: 80 }));
        return respondWithPage(
            url,
            tokens.map(tokenInfoEntity),
            cursorsOf(tokens, ({ id }) => id),
        );
    },
);
