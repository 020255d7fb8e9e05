import type { Database } from '$lib/server/db';
import type { accounts } from '$lib/server/db/schema';
import { findTokenPrincipal } from '$lib/server/domain/oauth';
import type { Viewer } from '$lib/server/domain/users';
import { aToken } from './factories';

/** `account` signed in through an ordinary app. */
export async function asViewer(db: Database, account: typeof accounts.$inferSelect): Promise<Viewer> {
    const principal = await findTokenPrincipal(db, await aToken(db, account));
    if (principal?.kind !== 'user') throw new Error('The account has no user');
    return principal.viewer;
}
