import { database } from '$lib/server/db';
import { findMailRecipient, findTwoFactor, listPasskeys } from '$lib/server/domain/users';
import { memberOf, showAsPage } from '$lib/server/http';
import type { PageServerLoad } from './$types';

/** Everything a member signs in with, at a glance. */
export const load: PageServerLoad = async ({ locals, url }) => {
    const { userId } = memberOf(locals, url);
    const db = database();
    const [address, twoFactor, passkeys] = await Promise.all([
        findMailRecipient(db, userId),
        findTwoFactor(db, userId),
        listPasskeys(db, userId),
    ]).catch((thrown: unknown) => showAsPage(thrown, locals.requestId));
    return {
        email: address?.email ?? null,
        unconfirmedEmail: address?.unconfirmedEmail ?? null,
        twoFactor,
        passkeys: passkeys.length,
    };
};
