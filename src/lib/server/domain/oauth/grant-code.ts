import { lt, sql } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { oauthGrants } from '../../db/schema';
import type { AuthorizationRequest } from './check-authorization';
import { hashToken, newSecret } from './secrets';

/** How long a code may be exchanged, in minutes (RFC 6749 recommends at most ten). */
const CODE_MINUTES = 10;

/** A member lets the app in: the code it exchanges for a token, once, within ten minutes. */
export async function grantCode(
    db: Queryable,
    userId: string,
    { app, redirectUri, scopes, challenge }: AuthorizationRequest,
): Promise<string> {
    const code = newSecret();
    await db.insert(oauthGrants).values({
        codeHash: hashToken(code),
        appId: app.id,
        userId,
        redirectUri,
        scopes,
        challenge,
        expiresAt: new Date(Date.now() + CODE_MINUTES * 60_000),
    });
    // Codes are remembered for a day, so that showing one again is noticed; the past is swept up here.
    await db.delete(oauthGrants).where(lt(oauthGrants.expiresAt, sql`now() - interval '1 day'`));
    return code;
}
