import { isId } from '$lib/server/db';
import { findHeldToken } from '$lib/server/domain/oauth';
import { NotFound } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { tokenInfoEntity } from '$lib/server/serializers';

/** One app's access, by the id in the list. */
export const GET = endpoint({ scope: 'read:accounts', access: 'user' }, async ({ db, viewer, params }) => {
    if (!isId(params.id)) throw new NotFound();
    return tokenInfoEntity(await findHeldToken(db, viewer.userId, params.id));
});
