import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '../db';
import { accountKeys, accounts } from '../db/schema';
import { isAdmitted, type AccountRow } from '../domain/accounts';
import { Gone, NotFound } from '../errors';

/** A member with the public half of their key. */
export interface Member {
    account: AccountRow;
    key: { id: string; publicPem: string };
    /** The id of whom they are from now on, if they went. */
    movedTo: string | null;
}

const newAddress = sql<
    string | null
>`(select uri from accounts other where other.id = ${accounts.movedToId})`;

/**
 * The member whom an ActivityPub address names.
 * @throws NotFound, Gone for somebody suspended.
 */
export async function findMember(db: Queryable, username: string): Promise<Member> {
    const [row] = await db
        .select({
            account: accounts,
            key: { id: accountKeys.keyId, publicPem: accountKeys.publicPem },
            movedTo: newAddress,
        })
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
