import { eq } from 'drizzle-orm';
import { inTransaction, type Queryable } from '../../db';
import { users } from '../../db/schema';
import { NotFound } from '../../errors';
import { sendMail } from '../../mail';
import { dropBegunProofs } from './begun-proofs';
import { voidMailTokens } from './mail-tokens';
import { MembershipRefused, refusedPassword, refuseUnlessEmpty } from './member-fields';
import { hashPassword, verifyPassword } from './passwords';
import { revokeAccess } from './revoke-access';

/**
 * Gives a member another password and ends everything they are signed in with, this browser included: whoever changes
 * a password may do so because somebody else knows it. `current` is asked of everybody but those whose password the
 * server generated.
 * @throws MembershipRefused (`current` or `password`), NotFound
 */
export async function changePassword(
    db: Queryable,
    userId: string,
    { current, password }: { current: string; password: string },
): Promise<void> {
    const [user] = await db.select().from(users).where(eq(users.id, userId));
    if (!user) throw new NotFound();
    if (!user.mustChangePassword && !(await verifyPassword(user.passwordHash, current)))
        throw new MembershipRefused({ current: 'ERR_INVALID' });
    refuseUnlessEmpty({ password: refusedPassword(password) });
    if (await verifyPassword(user.passwordHash, password))
        throw new MembershipRefused({ password: 'ERR_TAKEN' });
    await setPassword(db, userId, password);
}

/** Sets a password whoever asks was entitled to set (the operator, a reset link), and ends all access; its owner is told by mail. */
export async function setPassword(
    db: Queryable,
    userId: string,
    password: string,
    { mustChange = false }: { mustChange?: boolean } = {},
): Promise<void> {
    refuseUnlessEmpty({ password: refusedPassword(password) });
    const passwordHash = await hashPassword(password);
    await inTransaction(db, async (tx) => {
        await tx
            .update(users)
            .set({ passwordHash, mustChangePassword: mustChange, updatedAt: new Date() })
            .where(eq(users.id, userId));
        await voidMailTokens(tx, userId, 'reset');
        await dropBegunProofs(tx, userId);
        await revokeAccess(tx, userId, 'everything');
        await sendMail(tx, { about: 'password-changed', userId });
    });
}
