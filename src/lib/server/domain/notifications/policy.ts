import { eq } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { notificationPolicies } from '../../db/schema';

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
