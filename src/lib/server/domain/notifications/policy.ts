import { eq } from 'drizzle-orm';
import type { Database, Queryable } from '../../db';
import { notificationPolicies } from '../../db/schema';
import type { Actor } from '../users';

/** Whose notifications a member wants shown, set aside or dropped. */
export type Policy = Omit<typeof notificationPolicies.$inferSelect, 'accountId'>;

/** What holds for whoever never chose. */
const USUAL: Policy = {
    forNotFollowing: 'accept',
    forNotFollowers: 'accept',
    forNewAccounts: 'accept',
    forPrivateMentions: 'filter',
    forLimitedAccounts: 'filter',
    forBots: 'accept',
};

export async function findPolicy(db: Queryable, accountId: string): Promise<Policy> {
    const [row] = await db
        .select()
        .from(notificationPolicies)
        .where(eq(notificationPolicies.accountId, accountId));
    return row ?? USUAL;
}

/** Changes the lines that are given, and returns the policy as it then stands. */
export async function changePolicy(db: Database, owner: Actor, changes: Partial<Policy>): Promise<Policy> {
    const { accountId } = owner;
    if (Object.keys(changes).length > 0)
        await db
            .insert(notificationPolicies)
            .values({ accountId, ...changes })
            .onConflictDoUpdate({ target: notificationPolicies.accountId, set: changes });
    return findPolicy(db, accountId);
}
