import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '../db';
import { accountKeys, accounts } from '../db/schema';
import { isAdmitted, memberColumns, type MemberActor } from '../domain/accounts';
import { Gone, NotFound } from '../errors';

/**
 * The member whom an ActivityPub address names.
 * @throws NotFound, Gone for somebody suspended.
 */
export async function findMember(db: Queryable, username: string): Promise<MemberActor> {
    const [row] = await db
        .select(memberColumns)
        .from(accounts)
        .innerJoin(accountKeys, eq(accountKeys.accountId, accounts.id))
        .where(
            and(
                sql`lower(${accounts.username}) = ${username.toLowerCase()}`,
                isNull(accounts.domain),
                eq(accountKeys.kind, 'rsa'),
                isNotNull(accountKeys.privatePem),
                isAdmitted(),
            ),
        );
    if (!row) throw new NotFound();
    if (row.account.suspendedAt) throw new Gone();
    return row;
}
