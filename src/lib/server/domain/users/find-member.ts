import { asc, eq, gt, and, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { accounts, roles, users } from '../../db/schema';
import { NotFound } from '../../errors';
import { ROLE_IDS, type RoleName } from './roles';

/** A member as those who run the community see them. */
export interface Member {
    accountId: string;
    userId: string;
    username: string;
    displayName: string;
    /** The one that waits for its proof, where none is proven yet. */
    email: string;
    role: string;
    confirmedAt: Date | null;
    approvedAt: Date | null;
    disabledAt: Date | null;
    suspendedAt: Date | null;
    /** Their password was set by somebody else. */
    mustChangePassword: boolean;
    statusesCount: number;
    createdAt: Date;
    lastActiveAt: Date | null;
}

/**
 * The member with this name (with or without @) or e-mail address.
 * @throws NotFound
 */
export async function findMember(db: Queryable, nameOrEmail: string): Promise<Member> {
    const name = nameOrEmail.replace(/^@/, '').toLowerCase();
    const condition = name.includes('@')
        ? sql`${users.email} = ${name}::citext`
        : sql`lower(${accounts.username}) = ${name}`;
    const [member] = await members(db, condition, 1);
    if (!member) throw new NotFound(`There is no member "${nameOrEmail}"`);
    return member;
}

/** Members in the order they joined; those after `after` (an account's id), at most `limit`. */
export function listMembers(
    db: Queryable,
    { after, limit, role }: { after?: string; limit: number; role?: RoleName },
): Promise<Member[]> {
    const later = after ? gt(accounts.id, after) : undefined;
    return members(db, and(later, role ? eq(users.roleId, ROLE_IDS[role]) : undefined), limit);
}

async function members(db: Queryable, condition: SQL | undefined, limit: number): Promise<Member[]> {
    const rows = await db
        .select({
            accountId: accounts.id,
            userId: users.id,
            username: accounts.username,
            displayName: accounts.displayName,
            email: sql<string>`coalesce(${users.email}, ${users.unconfirmedEmail}, '')`,
            roleId: users.roleId,
            roleName: roles.name,
            confirmedAt: users.confirmedAt,
            approvedAt: users.approvedAt,
            disabledAt: users.disabledAt,
            suspendedAt: accounts.suspendedAt,
            mustChangePassword: users.mustChangePassword,
            statusesCount: accounts.statusesCount,
            createdAt: accounts.createdAt,
            lastActiveAt: users.lastActiveAt,
        })
        .from(users)
        .innerJoin(accounts, eq(accounts.id, users.accountId))
        .leftJoin(roles, eq(roles.id, users.roleId))
        .where(condition)
        .orderBy(asc(accounts.id))
        .limit(limit);
    return rows.map(({ roleId, roleName, ...row }) => ({ ...row, role: nameOfRole(roleId, roleName) }));
}

/** Roles every community has go by our names for them, whatever they are displayed as. */
function nameOfRole(id: string | null, displayed: string | null): string {
    const known = Object.entries(ROLE_IDS).find(([, known]) => known === id);
    return known?.[0] ?? displayed ?? 'member';
}
