import type { Database } from '../../db';
import type { Viewer } from './viewer';
import { viewerColumns, viewerOf, type ViewerRow } from './viewer-row';

/**
 * The member `userId` as they are now, for what they asked to be done later through the app `appId`. Undefined where
 * they are gone or may not act at present.
 */
export async function findActingViewer(
    db: Database,
    userId: string,
    { appId, scopes }: Pick<Viewer, 'appId' | 'scopes'>,
): Promise<Viewer | undefined> {
    const sql = db.$client;
    const [row] = await sql<ViewerRow[]>`
        SELECT ${viewerColumns(sql)}
        FROM users u
        JOIN accounts a ON a.id = u.account_id
        LEFT JOIN roles r ON r.id = u.role_id
        WHERE u.id = ${userId}`;
    if (!row || row.barred) return undefined;
    return viewerOf(row, { appId, scopes, tokenId: null, sessionId: null });
}
