import { eq } from 'drizzle-orm';
import { inTransaction, type Queryable } from '../../db';
import { users } from '../../db/schema';
import { Unprocessable } from '../../errors';
import { setPassword } from './change-password';
import { findMailToken, useMailToken } from './mail-tokens';
import { refusedPassword, refuseUnlessEmpty } from './member-fields';

/** Whether a link to reset a password still holds. */
export async function isResetToken(db: Queryable, token: string): Promise<boolean> {
    return (await findMailToken(db, 'reset', token)) !== undefined;
}

/**
 * Sets the password of whoever reads the mail a link was sent to, and ends everything they are signed in with. The link
 * is used up by a password that is acceptable, and by nothing else.
 * @throws MembershipRefused (`password`), Unprocessable `link-expired`
 */
export async function resetPassword(db: Queryable, token: string, password: string): Promise<void> {
    refuseUnlessEmpty({ password: refusedPassword(password) });
    await inTransaction(db, async (tx) => {
        const used = await useMailToken(tx, 'reset', token);
        const [user] = used
            ? await tx.select().from(users).where(eq(users.id, used.userId)).for('update')
            : [];
        if (!used?.email || user?.email?.toLowerCase() !== used.email.toLowerCase())
            throw new Unprocessable('link-expired');
        await setPassword(tx, user.id, password);
    });
}
