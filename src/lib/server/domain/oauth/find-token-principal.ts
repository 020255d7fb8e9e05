import type { Database } from '../../db';
import { viewerColumns, viewerOf, type Principal, type ViewerRow } from '../users';
import { hashToken } from './secrets';

/** A token's row; the viewer's columns are null where the app speaks for itself. */
type TokenRow = { token_id: string; app_id: string; scopes: string[] } & (
    ViewerRow | { [K in keyof ViewerRow]: null }
);

/**
 * Who an access token speaks for; undefined when it is unknown or revoked. One prepared statement, since every request
 * of every client asks.
 */
export async function findTokenPrincipal(db: Database, token: string): Promise<Principal | undefined> {
    const sql = db.$client;
    const [row] = await sql<TokenRow[]>`
        SELECT t.id AS token_id, t.app_id, t.scopes, ${viewerColumns(sql)}
        FROM oauth_tokens t
        LEFT JOIN users u ON u.id = t.user_id
        LEFT JOIN accounts a ON a.id = u.account_id
        LEFT JOIN roles r ON r.id = u.role_id
        WHERE t.token_hash = ${hashToken(token)} AND t.revoked_at IS NULL`;
    if (!row) return undefined;
    const { token_id: tokenId, app_id: appId, scopes } = row;
    if (row.user_id === null) return { kind: 'app', appId, tokenId, scopes };
    const viewer = viewerOf(row, { scopes, tokenId, sessionId: null, appId });
    return row.barred ? { kind: 'barred', reason: row.barred, viewer } : { kind: 'user', viewer };
}
