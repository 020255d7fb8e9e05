import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { inTransaction, type Queryable, type Transaction } from '../../db';
import { users } from '../../db/schema';
import { Conflict } from '../../errors';
import { emit } from '../../events';
import { setPassword } from './change-password';
import { voidMailTokens } from './mail-tokens';
import { MembershipRefused, refusedEmail, refusedPassword, refuseUnlessEmpty } from './member-fields';
import { revokeAccess } from './revoke-access';
import { ROLE_IDS, type RoleName } from './roles';

/** What those who run the community may change about a member. */
export interface MemberChanges {
    email?: string;
    /** Set by somebody else: every access ends, and the next sign-in asks for one of their own. */
    password?: string;
    role?: RoleName;
    confirmed?: boolean;
    approved?: boolean;
    disabled?: boolean;
    /** How many bytes of files they may keep; null is as their role may, Infinity without end. */
    uploadQuota?: number | null;
}

/**
 * Changes a member's private side.
 * @throws MembershipRefused naming the field that is not acceptable
 * @throws Conflict where the community would be left without an owner who can sign in.
 */
export async function modifyMember(
    db: Queryable,
    { userId, accountId }: { userId: string; accountId: string },
    changes: MemberChanges,
): Promise<void> {
    const { email, password, role, confirmed, approved, disabled, uploadQuota } = changes;
    refuseUnlessEmpty({
        email: email === undefined ? undefined : refusedEmail(email),
        password: password === undefined ? undefined : refusedPassword(password),
    });
    const now = new Date();
    await inTransaction(db, async (tx) => {
        if (email !== undefined) await refuseTakenEmail(tx, userId, email);
        if (disabled || (role && role !== 'owner')) await keepAnOwner(tx, userId);
        await tx
            .update(users)
            .set({
                email,
                unconfirmedEmail: email === undefined ? undefined : null,
                roleId: role && ROLE_IDS[role],
                confirmedAt: since(confirmed, now),
                approvedAt: since(approved, now),
                disabledAt: since(disabled, now),
                uploadQuota: uploadQuota === Infinity ? -1 : uploadQuota,
                updatedAt: now,
            })
            .where(eq(users.id, userId));
        if (email !== undefined) await voidMailTokens(tx, userId, 'reset');
        if (password !== undefined) await setPassword(tx, userId, password, { mustChange: true });
        else if (disabled) await revokeAccess(tx, userId, 'everything');
        await emit(tx, { type: 'account.updated', accountId });
    });
}

const since = (holds: boolean | undefined, now: Date) =>
    holds === undefined ? undefined : holds ? now : null;

async function refuseTakenEmail(tx: Transaction, userId: string, email: string): Promise<void> {
    const [taken] = await tx
        .select({ id: users.id })
        .from(users)
        .where(and(sql`${users.email} = ${email}::citext`, ne(users.id, userId)));
    if (taken) throw new MembershipRefused({ email: 'ERR_TAKEN' });
}

/** @throws Conflict when nobody but this member is an owner who can sign in. */
export async function keepAnOwner(tx: Transaction, userId: string): Promise<void> {
    const owners = await tx
        .select({ id: users.id })
        .from(users)
        .where(and(eq(users.roleId, ROLE_IDS.owner), isNull(users.disabledAt)))
        // Two owners who remove each other at the same moment must not both succeed.
        .for('update');
    if (owners.length === 1 && owners[0]?.id === userId)
        throw new Conflict('The community would be left without an owner: make somebody else owner first');
}
