import { and, eq } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { accounts, followRequests, follows } from '../../db/schema';

/**
 * The member who asked `targetId` for the follow that an answer is about: named by the Follow's id, or by who asked
 * where the answer told that too. Undefined where nobody asked: an answer to no question has no effect.
 */
export async function findFollowAsked(
    db: Queryable,
    targetId: string,
    { id, followerUri }: { id: string | undefined; followerUri: string | undefined },
): Promise<string | undefined> {
    for (const table of [followRequests, follows] as const) {
        if (id) {
            const [byId] = await db
                .select({ followerId: table.accountId })
                .from(table)
                .where(and(eq(table.uri, id), eq(table.targetId, targetId)));
            if (byId) return byId.followerId;
        }
        if (followerUri) {
            const [byPeople] = await db
                .select({ followerId: table.accountId })
                .from(table)
                .innerJoin(accounts, eq(accounts.id, table.accountId))
                .where(and(eq(accounts.uri, followerUri), eq(table.targetId, targetId)));
            if (byPeople) return byPeople.followerId;
        }
    }
    return undefined;
}
