import { eq, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { accounts, users } from '../../db/schema';
import { verifyPassword } from './passwords';
import type { Barrier } from './viewer';

/** Somebody who could sign in, as the form's limits and checks need them. */
export interface SignInCandidate {
    userId: string;
    passwordHash: string;
    mustChangePassword: boolean;
    /** The password alone does not bring them in. */
    twoFactor: boolean;
    /** Why they may not come in although the password is right; the choice of a password is not among these. */
    barred: Exclude<Barrier, 'password-not-own'> | null;
}

/** The member with this username or e-mail address, in any case, with or without a leading `@`. */
export async function findSignInCandidate(
    db: Queryable,
    login: string,
): Promise<SignInCandidate | undefined> {
    const name = login.trim().replace(/^@/, '').toLowerCase();
    const byName = name.includes('@')
        ? sql`${users.email} = ${name}::citext`
        : sql`lower(${accounts.username}) = ${name} AND coalesce(lower(${accounts.domain}), '') = ''`;
    return candidate(db, byName);
}

/** Why a member who has proven who they are may not come in all the same; null when they may. */
export async function findBarrier(db: Queryable, userId: string): Promise<Barrier | null> {
    const found = await candidate(db, sql`${users.id} = ${userId}`);
    if (!found) return 'disabled';
    return found.barred ?? (found.mustChangePassword ? 'password-not-own' : null);
}

async function candidate(db: Queryable, condition: SQL): Promise<SignInCandidate | undefined> {
    const [row] = await db
        .select({ user: users, suspendedAt: accounts.suspendedAt })
        .from(users)
        .innerJoin(accounts, eq(accounts.id, users.accountId))
        .where(condition);
    if (!row) return undefined;
    const { user, suspendedAt } = row;
    return {
        userId: user.id,
        passwordHash: user.passwordHash,
        mustChangePassword: user.mustChangePassword,
        twoFactor: user.totpEnabledAt !== null,
        barred: user.disabledAt
            ? 'disabled'
            : suspendedAt
              ? 'suspended'
              : !user.confirmedAt
                ? 'unconfirmed'
                : !user.approvedAt
                  ? 'unapproved'
                  : null,
    };
}

/** Whether `password` is the candidate's. For nobody it takes as long as for somebody, and is false. */
export function isTheirPassword(candidate: SignInCandidate | undefined, password: string): Promise<boolean> {
    return verifyPassword(candidate?.passwordHash, password);
}

/** Whether the password is the member's own: asked again before what cannot be undone. */
export async function isOwnPassword(db: Queryable, userId: string, password: string): Promise<boolean> {
    return isTheirPassword(await candidate(db, sql`${users.id} = ${userId}`), password);
}
