import { LRUCache } from 'lru-cache';
import { memoryHearing, type Database, type Hearing } from '../../db';
import { viewerColumns, viewerOf, type Principal, type ViewerRow } from '../users';
import { hashToken } from './secrets';

/** A token's row; the viewer's columns are null where the app speaks for itself. */
type TokenRow = { token_id: string; app_id: string; scopes: string[]; revoked: boolean } & (
    ViewerRow | { [K in keyof ViewerRow]: null }
);

/**
 * Who an access token speaks for; undefined when nobody was ever given it. Every request of every client asks, so what
 * was found is kept until the database tells that it changed (`db/hear.ts`).
 */
export async function findTokenPrincipal(db: Database, token: string): Promise<Principal | undefined> {
    const memory = await memoryOf(db);
    const hash = hashToken(token);
    const known = memory.principals.get(hash);
    if (known) return known;
    const { changes } = memory;
    const principal = await readPrincipal(db, hash);
    // What was told while it was read may have been about this one.
    const holds = principal && principal.kind !== 'revoked';
    if (holds && changes === memory.changes) memory.principals.set(hash, principal);
    return principal;
}

async function readPrincipal(db: Database, hash: string): Promise<Principal | undefined> {
    const sql = db.$client;
    const [row] = await sql<TokenRow[]>`
        SELECT t.id AS token_id, t.app_id, t.scopes, t.revoked_at IS NOT NULL AS revoked, ${viewerColumns(sql)}
        FROM oauth_tokens t
        LEFT JOIN users u ON u.id = t.user_id
        LEFT JOIN accounts a ON a.id = u.account_id
        LEFT JOIN roles r ON r.id = u.role_id
        WHERE t.token_hash = ${hash}`;
    if (!row) return undefined;
    if (row.revoked) return { kind: 'revoked' };
    const { token_id: tokenId, app_id: appId, scopes } = row;
    if (row.user_id === null) return { kind: 'app', appId, tokenId, scopes };
    const viewer = viewerOf(row, { scopes, tokenId, sessionId: null, appId });
    return row.barred ? { kind: 'barred', reason: row.barred, viewer } : { kind: 'user', viewer };
}

/** Told by triggers on tokens, users, their accounts and roles: `token ID`, `user ID`, `account ID` or `everybody`. */
const CHANNEL = 'viewers_changed';

/** How many tokens are remembered in a process; those used last. */
const REMEMBERED = 5_000;

class Memory implements Hearing {
    readonly principals = new LRUCache<string, Principal>({ max: REMEMBERED });
    /** Counts what was told. */
    changes = 0;

    onWord(word: string): void {
        this.changes++;
        for (const [hash, principal] of this.principals.entries())
            if (word === 'everybody' || concerns(principal, word)) this.principals.delete(hash);
    }

    onGap(): void {
        this.changes++;
        this.principals.clear();
    }
}

const memoryOf = memoryHearing(CHANNEL, () => new Memory());

function concerns(principal: Principal, word: string): boolean {
    if (!('tokenId' in principal || 'viewer' in principal)) return true;
    if (principal.kind === 'app') return word === `token ${principal.tokenId}`;
    const { tokenId, userId, accountId } = principal.viewer;
    return word === `token ${tokenId}` || word === `user ${userId}` || word === `account ${accountId}`;
}
