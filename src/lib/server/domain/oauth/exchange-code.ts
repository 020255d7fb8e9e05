import { createHash } from 'node:crypto';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import { oauthGrants } from '../../db/schema';
import { revokeAccess } from '../users';
import type { App } from './find-app';
import { issueToken, type IssuedToken } from './issue-token';
import { OauthError } from './oauth-error';
import { hashToken } from './secrets';

/** What an app shows for a token. */
export interface CodeExchange {
    code: string;
    redirectUri: string;
    verifier?: string;
}

/**
 * Exchanges a code for a token, once: of any number of attempts at the same time one wins, and every later one revokes
 * what the first got, since somebody else must have seen the code (RFC 6749, 4.1.2). A wrong PKCE verifier uses it up.
 * @throws OauthError `invalid_grant`
 */
export async function exchangeCode(db: Database, app: App, exchange: CodeExchange): Promise<IssuedToken> {
    const issued = await inTransaction(db, async (tx) => {
        const grant = await useGrant(tx, app, exchange);
        if (!grant || !provesPossession(grant.challenge, exchange.verifier)) return undefined;
        const { userId, scopes, codeHash } = grant;
        const token = await issueToken(tx, { appId: app.id, userId, scopes });
        await tx.update(oauthGrants).set({ tokenId: token.id }).where(eq(oauthGrants.codeHash, codeHash));
        return token;
    });
    if (issued) return issued;
    await revokeWhatItGave(db, app, exchange.code);
    throw new OauthError('invalid_grant');
}

/** One statement, so that two who show the code at once cannot both find it unused. */
async function useGrant(tx: Transaction, app: App, { code, redirectUri }: CodeExchange) {
    const [grant] = await tx
        .update(oauthGrants)
        .set({ usedAt: sql`now()` })
        .where(
            and(
                eq(oauthGrants.codeHash, hashToken(code)),
                eq(oauthGrants.appId, app.id),
                eq(oauthGrants.redirectUri, redirectUri),
                isNull(oauthGrants.usedAt),
                gt(oauthGrants.expiresAt, sql`now()`),
            ),
        )
        .returning();
    return grant;
}

/** RFC 7636, 4.6. A verifier where no challenge was given means that somebody took the challenge away. */
function provesPossession(challenge: string | null, verifier: string | undefined): boolean {
    if (challenge === null) return verifier === undefined;
    return verifier !== undefined && createHash('sha256').update(verifier).digest('base64url') === challenge;
}

async function revokeWhatItGave(db: Database, app: App, code: string): Promise<void> {
    const [grant] = await db
        .select()
        .from(oauthGrants)
        .where(and(eq(oauthGrants.codeHash, hashToken(code)), eq(oauthGrants.appId, app.id)));
    if (grant?.tokenId) await revokeAccess(db, grant.userId, { tokenId: grant.tokenId });
}
