import { and, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { isId, type Queryable } from '../../db';
import { accounts } from '../../db/schema';
import { NotFound } from '../../errors';

export type AccountRow = typeof accounts.$inferSelect;

/**
 * The account `id`, suspended ones included: what is shown of them is the serializers' matter.
 * @throws NotFound where there is none, or only an application to join that nobody has approved.
 */
export async function findAccount(db: Queryable, id: string): Promise<AccountRow> {
    if (!isId(id)) throw new NotFound();
    const [account] = await db
        .select()
        .from(accounts)
        .where(and(eq(accounts.id, id), isAdmitted()));
    if (!account) throw new NotFound();
    return account;
}

/** Those of `ids` who exist, in the order of `ids`. Nobody who was not admitted yet. */
export async function findAdmitted(db: Queryable, ids: readonly string[]): Promise<string[]> {
    const wanted = [...new Set(ids.filter(isId))];
    if (wanted.length === 0) return [];
    const rows = await db
        .select({ id: accounts.id })
        .from(accounts)
        .where(and(inArray(accounts.id, wanted), isAdmitted()));
    const found = new Set(rows.map(({ id }) => id));
    return wanted.filter((id) => found.has(id));
}

/** As a condition on rows of `accounts`: remote people, and members who were confirmed and approved. */
export function isAdmitted(): SQL {
    return sql`not exists (select 1 from users u where u.account_id = ${accounts.id}
        and (u.approved_at is null or u.confirmed_at is null))`;
}

/** As a condition on rows of `accounts`: may be found and listed. */
export function isListed(): SQL | undefined {
    return and(isNull(accounts.suspendedAt), or(sql`${accounts.domain} is not null`, isAdmitted()));
}
