import { eq } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Database } from '../../db';
import { oauthTokens, sessions, users } from '../../db/schema';
import type { Viewer } from './viewer';

/** How exactly "last seen" is kept: written once in this time, however many requests come. */
const EXACTNESS_MS = 3_600_000;

const written = new LRUCache<string, true>({ max: 50_000, ttl: EXACTNESS_MS });

/** Notes that a member was here, by which token or browser and from which address. */
export async function recordActivity(db: Database, viewer: Viewer, ip: string): Promise<void> {
    const key = viewer.tokenId ?? viewer.sessionId ?? viewer.userId;
    if (written.has(key)) return;
    written.set(key, true);
    const now = new Date();
    await db.update(users).set({ lastActiveAt: now }).where(eq(users.id, viewer.userId));
    if (viewer.tokenId)
        await db
            .update(oauthTokens)
            .set({ lastUsedAt: now, lastUsedIp: ip })
            .where(eq(oauthTokens.id, viewer.tokenId));
    else if (viewer.sessionId)
        await db.update(sessions).set({ lastSeenAt: now, ip }).where(eq(sessions.id, viewer.sessionId));
}
