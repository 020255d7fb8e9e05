import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { accounts, reports, roles, users } from '../../db/schema';
import { PERMISSIONS, type Actor } from '../users';
import type { ReportRow } from './file-report';

/** Administrators, and whoever else handles reports. */
const handlesReports = sql`(${roles.permissions} & ${PERMISSIONS.administrator | PERMISSIONS.manageReports}::bigint) <> 0`;

/** The accounts of those who handle reports at present. */
export async function reportHandlers(db: Queryable): Promise<string[]> {
    const rows = await db
        .select({ id: users.accountId })
        .from(users)
        .innerJoin(roles, and(eq(roles.id, users.roleId), handlesReports))
        .innerJoin(accounts, and(eq(accounts.id, users.accountId), isNull(accounts.suspendedAt)))
        .where(isNull(users.disabledAt));
    return rows.map(({ id }) => id);
}

/** The report `id`, for what follows from it. */
export async function findReport(db: Queryable, id: string): Promise<ReportRow | undefined> {
    const [row] = await db.select().from(reports).where(eq(reports.id, id));
    return row;
}

/** The reports `ids`, for whoever handles reports; none for anybody else, whatever they were told once. */
export async function findReportsFor(
    db: Queryable,
    { accountId }: Actor,
    ids: readonly string[],
): Promise<ReportRow[]> {
    if (ids.length === 0) return [];
    const [handler] = await db
        .select({ id: users.id })
        .from(users)
        .innerJoin(roles, and(eq(roles.id, users.roleId), handlesReports))
        .where(eq(users.accountId, accountId));
    if (!handler) return [];
    return db
        .select()
        .from(reports)
        .where(inArray(reports.id, [...ids]));
}
