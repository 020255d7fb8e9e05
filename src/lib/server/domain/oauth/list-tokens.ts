import { and, desc, eq, isNull } from 'drizzle-orm';
import { newestFirst, sliceOrder, withinSlice, type Queryable, type Slice } from '../../db';
import { oauthApps, oauthTokens } from '../../db/schema';
import { NotFound } from '../../errors';

/** An app's access to a member's account; the token itself is known to the app alone. */
export interface HeldToken {
    id: string;
    scopes: string[];
    createdAt: Date;
    lastUsedAt: Date | null;
    lastUsedIp: string | null;
    app: { name: string; website: string | null };
}

const COLUMNS = {
    id: oauthTokens.id,
    scopes: oauthTokens.scopes,
    createdAt: oauthTokens.createdAt,
    lastUsedAt: oauthTokens.lastUsedAt,
    lastUsedIp: oauthTokens.lastUsedIp,
    app: { name: oauthApps.name, website: oauthApps.website },
};

/** One page of the tokens that speak for a member, newest first. */
export async function listTokens(db: Queryable, userId: string, slice: Slice): Promise<HeldToken[]> {
    const rows = await db
        .select(COLUMNS)
        .from(oauthTokens)
        .innerJoin(oauthApps, eq(oauthApps.id, oauthTokens.appId))
        .where(and(theirs(userId), withinSlice(oauthTokens.id, slice)))
        .orderBy(sliceOrder(oauthTokens.id, slice))
        .limit(slice.limit);
    return newestFirst(rows, slice);
}

/** Every token that speaks for a member, the one used last first. */
export function listAllTokens(db: Queryable, userId: string): Promise<HeldToken[]> {
    return db
        .select(COLUMNS)
        .from(oauthTokens)
        .innerJoin(oauthApps, eq(oauthApps.id, oauthTokens.appId))
        .where(theirs(userId))
        .orderBy(desc(oauthTokens.lastUsedAt), desc(oauthTokens.id));
}

/** @throws NotFound, also for the token of another member and for one that was revoked. */
export async function findHeldToken(db: Queryable, userId: string, id: string): Promise<HeldToken> {
    const [token] = await db
        .select(COLUMNS)
        .from(oauthTokens)
        .innerJoin(oauthApps, eq(oauthApps.id, oauthTokens.appId))
        .where(and(theirs(userId), eq(oauthTokens.id, id)));
    if (!token) throw new NotFound();
    return token;
}

const theirs = (userId: string) => and(eq(oauthTokens.userId, userId), isNull(oauthTokens.revokedAt));
