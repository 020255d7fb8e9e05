import { isId } from '$lib/server/db';
import { findHeldToken } from '$lib/server/domain/oauth';
import { revokeAccess } from '$lib/server/domain/users';
import { NotFound } from '$lib/server/errors';
import { endpoint } from '$lib/server/http';
import { tokenInfoEntity } from '$lib/server/serializers';

/** Ends one app's access, its sockets and its push with it; answers what it was. */
export const POST = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer, params }) => {
    if (!isId(params.id)) throw new NotFound();
    const token = await findHeldToken(db, viewer.userId, params.id);
    await revokeAccess(db, viewer.userId, { tokenId: token.id });
    return tokenInfoEntity(token);
});
