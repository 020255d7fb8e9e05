import { and, eq, isNull } from 'drizzle-orm';
import { inTransaction, type Queryable, type Transaction } from '../../db';
import { oauthTokens, pushSubscriptions } from '../../db/schema';
import { emit } from '../../events';
import { deleteSession, deleteSessions, listSessions } from './sessions';

/** What is to end: one browser, one token, or everything a member is signed in with. */
export type Access = { sessionId: string } | { tokenId: string } | 'everything';

/**
 * The one way in which access ends, whoever ends it: the session or token is dead with the commit, its push
 * subscription is gone, and its sockets are closed by what follows from the fact. Returns whether there was something
 * to end. A session or token of another member is left alone.
 */
export async function revokeAccess(db: Queryable, userId: string | null, access: Access): Promise<boolean> {
    return inTransaction(db, async (tx) => {
        if (access === 'everything') {
            if (userId === null) return false;
            await deleteSessions(tx, userId);
            await revokeTokens(tx, userId);
            await tx.delete(pushSubscriptions).where(eq(pushSubscriptions.userId, userId));
            await emit(tx, { type: 'access.revoked', userId });
            return true;
        }
        if ('tokenId' in access) {
            if (!(await revokeTokens(tx, userId, access.tokenId))) return false;
            await tx.delete(pushSubscriptions).where(eq(pushSubscriptions.tokenId, access.tokenId));
        } else {
            if (userId === null || !(await deleteSession(tx, userId, access.sessionId))) return false;
            await tx.delete(pushSubscriptions).where(eq(pushSubscriptions.sessionId, access.sessionId));
        }
        await emit(tx, { type: 'access.revoked', userId, ...access });
        return true;
    });
}

/** Ends everything a member is signed in with but one browser, the one they ask from. */
export async function revokeOtherAccess(db: Queryable, userId: string, sessionId: string): Promise<void> {
    await inTransaction(db, async (tx) => {
        const others = (await listSessions(tx, userId)).filter(({ id }) => id !== sessionId);
        for (const { id } of others) await revokeAccess(tx, userId, { sessionId: id });
        const tokens = await tx
            .select({ id: oauthTokens.id })
            .from(oauthTokens)
            .where(and(eq(oauthTokens.userId, userId), isNull(oauthTokens.revokedAt)));
        for (const { id } of tokens) await revokeAccess(tx, userId, { tokenId: id });
    });
}

async function revokeTokens(tx: Transaction, userId: string | null, tokenId?: string): Promise<boolean> {
    const revoked = await tx
        .update(oauthTokens)
        .set({ revokedAt: new Date() })
        .where(
            and(
                userId === null ? isNull(oauthTokens.userId) : eq(oauthTokens.userId, userId),
                tokenId ? eq(oauthTokens.id, tokenId) : undefined,
                isNull(oauthTokens.revokedAt),
            ),
        )
        .returning({ id: oauthTokens.id });
    return revoked.length > 0;
}
