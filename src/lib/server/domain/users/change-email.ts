import { eq } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { users } from '../../db/schema';
import { Forbidden, NotFound } from '../../errors';
import { sendMail } from '../../mail';
import { instanceState } from '../instance';
import { isHeld, mustConfirm } from './confirm-email';
import { voidMailTokens } from './mail-tokens';
import { MembershipRefused, refusedEmail, refuseUnlessEmpty } from './member-fields';
import { verifyPassword } from './passwords';

/**
 * A member wants another address. Where addresses are proven it waits for its proof; elsewhere it is theirs at once,
 * unless it is somebody else's, which nobody is told. Returns whether a proof is waited for.
 * @throws MembershipRefused (`current` or `email`), NotFound
 */
export async function changeEmail(
    db: Database,
    userId: string,
    { current, email: typed }: { current: string; email: string },
): Promise<{ waits: boolean }> {
    const email = typed.trim();
    const [user] = await db.select().from(users).where(eq(users.id, userId));
    if (!user) throw new NotFound();
    if (!(await verifyPassword(user.passwordHash, current)))
        throw new MembershipRefused({ current: 'ERR_INVALID' });
    refuseUnlessEmpty({ email: refusedEmail(email) });
    const waits = mustConfirm((await instanceState(db)).settings);
    await inTransaction(db, async (tx) => {
        const now = new Date();
        if (waits || (await isHeld(tx, userId, email))) {
            await tx
                .update(users)
                .set({ unconfirmedEmail: email, updatedAt: now })
                .where(eq(users.id, userId));
            await voidMailTokens(tx, userId, 'confirm');
            await sendMail(tx, { about: 'confirmation', userId });
            return;
        }
        await tx
            .update(users)
            .set({ email, unconfirmedEmail: null, updatedAt: now })
            .where(eq(users.id, userId));
        await voidMailTokens(tx, userId, 'reset');
        if (user.email) await sendMail(tx, { about: 'address-changed', userId, to: user.email });
    });
    return { waits };
}

/**
 * Sends the confirmation mail again, to another address where one is given; for a member who joined through `appId`.
 * @throws Forbidden where nothing waits, or another app asks; MembershipRefused
 */
export async function resendConfirmation(
    db: Database,
    userId: string,
    { appId, email }: { appId: string | null; email?: string },
): Promise<void> {
    const [user] = await db.select().from(users).where(eq(users.id, userId));
    if (!user || appId === null || user.createdByAppId !== appId)
        throw new Forbidden(
            'This method is only available to the application the user originally signed-up with',
        );
    if (user.confirmedAt && !user.unconfirmedEmail)
        throw new Forbidden('This method is only available while the e-mail is awaiting confirmation');
    if (email !== undefined) refuseUnlessEmpty({ email: refusedEmail(email) });
    await inTransaction(db, async (tx) => {
        if (email !== undefined) {
            await tx
                .update(users)
                .set({ unconfirmedEmail: email, updatedAt: new Date() })
                .where(eq(users.id, userId));
            await voidMailTokens(tx, userId, 'confirm');
        }
        await sendMail(tx, { about: 'confirmation', userId });
    });
}

/** Whether a member has proven an address. */
export async function isConfirmed(db: Database, userId: string): Promise<boolean> {
    const [user] = await db
        .select({ confirmedAt: users.confirmedAt })
        .from(users)
        .where(eq(users.id, userId));
    return Boolean(user?.confirmedAt);
}
