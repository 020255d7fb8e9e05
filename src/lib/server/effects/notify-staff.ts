import { and, eq, isNotNull, ne, sql } from 'drizzle-orm';
import { inTransaction } from '../db';
import { accounts, roles, users } from '../db/schema';
import { notify } from '../domain/notifications';
import { PERMISSIONS } from '../domain/users';
import type { Effect } from './effect';

/** Who may let people in or put them out. */
const MAY_ADMIT = PERMISSIONS.administrator | PERMISSIONS.manageUsers;

/** Tells those who look after members that somebody joined, once their address is known to be theirs. */
export const notifyStaffOfSignUp: Effect<'account.created' | 'account.confirmed'> = async (
    db,
    { accountId },
) => {
    const [joined] = await db
        .select({ id: users.id })
        .from(users)
        .where(and(eq(users.accountId, accountId), isNotNull(users.confirmedAt)));
    if (!joined) return;
    const staff = await db
        .select({ accountId: users.accountId })
        .from(users)
        .innerJoin(roles, eq(roles.id, users.roleId))
        .innerJoin(accounts, eq(accounts.id, users.accountId))
        .where(
            and(
                sql`${roles.permissions} & ${MAY_ADMIT.toString()}::bigint <> 0`,
                ne(users.accountId, accountId),
            ),
        );
    for (const { accountId: staffId } of staff)
        await inTransaction(db, (tx) =>
            notify(tx, { kind: 'sign-up', accountId: staffId, fromAccountId: accountId }),
        );
};
