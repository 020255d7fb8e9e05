import { eq } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { oauthTokens } from '../../db/schema';
import { revokeAccess } from '../users';
import type { App } from './find-app';
import { OauthError } from './oauth-error';
import { hashToken } from './secrets';

/**
 * Ends a token that `app` was given (RFC 7009). One that is unknown or ended already is no error.
 * @throws OauthError `unauthorized_client` for the token of another app, which stays as it is.
 */
export async function revokeToken(db: Queryable, app: App, token: string): Promise<void> {
    const [found] = await db
        .select()
        .from(oauthTokens)
        .where(eq(oauthTokens.tokenHash, hashToken(token)));
    if (!found) return;
    if (found.appId !== app.id) throw new OauthError('unauthorized_client');
    await revokeAccess(db, found.userId, { tokenId: found.id });
}
