import { newId, type Queryable } from '../../db';
import { oauthTokens } from '../../db/schema';
import { hashToken, newSecret } from './secrets';

/** A token at the only moment it is known. */
export interface IssuedToken {
    id: string;
    token: string;
    scopes: string[];
    createdAt: Date;
}

/** Makes a token of `appId`; without a user it speaks for the app alone. It holds until it is revoked. */
export async function issueToken(
    db: Queryable,
    { appId, userId = null, scopes }: { appId: string; userId?: string | null; scopes: string[] },
): Promise<IssuedToken> {
    const token = newSecret();
    const row = { id: newId(), appId, userId, scopes, createdAt: new Date() };
    await db.insert(oauthTokens).values({ ...row, tokenHash: hashToken(token) });
    return { id: row.id, token, scopes, createdAt: row.createdAt };
}
