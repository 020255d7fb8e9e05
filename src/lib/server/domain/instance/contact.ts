import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { accounts } from '../../db/schema';

/** The account that speaks for the community, by its username; undefined without one. */
export async function findContactId(db: Queryable, username: string): Promise<string | undefined> {
    if (username === '') return undefined;
    const [account] = await db
        .select({ id: accounts.id })
        .from(accounts)
        .where(
            and(
                eq(sql`lower(${accounts.username})`, username.toLowerCase()),
                isNull(accounts.domain),
                isNull(accounts.suspendedAt),
            ),
        );
    return account?.id;
}
