import { desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { accounts, users } from '../../db/schema';

/** Whom a mail is for. */
export interface MailRecipient {
    userId: string;
    username: string;
    locale: string;
    email: string | null;
    unconfirmedEmail: string | null;
    confirmedAt: Date | null;
}

/** The member of an id, as a mail addresses them. */
export function findMailRecipient(db: Queryable, userId: string): Promise<MailRecipient | undefined> {
    return recipient(db, eq(users.id, userId));
}

/** The member who has proven this address. */
export function findOwnerOfAddress(db: Queryable, email: string): Promise<MailRecipient | undefined> {
    return recipient(db, sql`${users.email} = ${email}::citext`);
}

/** The member who joined last of those who wait for the proof of this address. */
export function findClaimOfAddress(db: Queryable, email: string): Promise<MailRecipient | undefined> {
    return recipient(db, sql`${users.unconfirmedEmail} = ${email}::citext`);
}

async function recipient(db: Queryable, condition: SQL): Promise<MailRecipient | undefined> {
    const [found] = await db
        .select({
            userId: users.id,
            username: accounts.username,
            locale: users.locale,
            email: users.email,
            unconfirmedEmail: users.unconfirmedEmail,
            confirmedAt: users.confirmedAt,
        })
        .from(users)
        .innerJoin(accounts, eq(accounts.id, users.accountId))
        .where(condition)
        .orderBy(desc(users.id))
        .limit(1);
    return found;
}
