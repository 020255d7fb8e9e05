import { eq, sql } from 'drizzle-orm';
import { compareIds, type Transaction } from '../../db';
import { accounts } from '../../db/schema';

/** Counts a follow that came (1) or went (-1), on both sides. */
export async function countFollow(
    tx: Transaction,
    followerId: string,
    targetId: string,
    change: 1 | -1,
): Promise<void> {
    const sides = [
        {
            id: followerId,
            set: { followingCount: sql`greatest(0, ${accounts.followingCount} + ${change}::int)` },
        },
        {
            id: targetId,
            set: { followersCount: sql`greatest(0, ${accounts.followersCount} + ${change}::int)` },
        },
    ];
    // Always the lower id first: people who follow each other in a ring at one moment would otherwise deadlock.
    for (const { id, set } of sides.sort((a, b) => compareIds(a.id, b.id)))
        await tx.update(accounts).set(set).where(eq(accounts.id, id));
}
