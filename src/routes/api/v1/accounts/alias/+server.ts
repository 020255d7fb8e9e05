import { changeAliases } from '$lib/server/domain/accounts';
import { endpoint } from '$lib/server/http';
import { presentCredentialAccount } from '$lib/server/serializers';

/** Says which other accounts are the same person, as GoToSocial's clients do: `also_known_as_uris[]`, all of them. */
export const POST = endpoint({ scope: 'write:accounts', access: 'user' }, async ({ db, viewer, input }) => {
    await changeAliases(db, viewer, input.list('also_known_as_uris'));
    return presentCredentialAccount(db, viewer);
});
