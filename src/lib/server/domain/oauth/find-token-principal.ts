import { createHash } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from '../../db';
import { accounts, oauthTokens, roles, users } from '../../db/schema';
import type { Principal } from '../users';

/** Tokens are looked up by this; the token itself is never stored. */
export function hashToken(token: string): string {
    return createHash('sha256').update(token).digest('base64url');
}

/** Who an access token speaks for; undefined when it is unknown, revoked, or its member may not act. */
export async function findTokenPrincipal(db: Database, token: string): Promise<Principal | undefined> {
    const [row] = await db
        .select({ token: oauthTokens, user: users, account: accounts, role: roles })
        .from(oauthTokens)
        .leftJoin(users, eq(users.id, oauthTokens.userId))
        .leftJoin(accounts, eq(accounts.id, users.accountId))
        .leftJoin(roles, eq(roles.id, users.roleId))
        .where(and(eq(oauthTokens.tokenHash, hashToken(token)), isNull(oauthTokens.revokedAt)));
    if (!row) return undefined;
    const { id: tokenId, appId, scopes } = row.token;
    if (!row.token.userId) return { kind: 'app', appId, tokenId, scopes };
    const { user, account, role } = row;
    if (!user || !account || user.disabledAt || account.suspendedAt) return undefined;
    return {
        kind: 'user',
        viewer: {
            accountId: account.id,
            userId: user.id,
            username: account.username,
            role: {
                id: role?.id ?? null,
                name: role?.name ?? '',
                permissions: role?.permissions ?? 0n,
                position: role?.position ?? 0,
            },
            scopes,
            tokenId,
            sessionId: null,
            appId,
            settings: user.settings,
            chosenLanguages: user.chosenLanguages,
            locale: user.locale,
        },
    };
}
