import { and, eq, ne, sql } from 'drizzle-orm';
import { config } from '../../config';
import { inTransaction, type Queryable, type Transaction } from '../../db';
import { mailTokens, users } from '../../db/schema';
import { emit } from '../../events';
import { sendMail } from '../../mail';
import type { InstanceSettings } from '../instance';
import { useMailToken, voidMailTokens } from './mail-tokens';
import { hashOf } from './secrets';

/**
 * Whether an address has to be proven before its member may act. Where no mail leaves the server nobody could, so
 * addresses count as proven there unless the operator asks otherwise.
 */
export function mustConfirm({ emailConfirmation }: Pick<InstanceSettings, 'emailConfirmation'>): boolean {
    if (emailConfirmation === 'when-mail-is-sent') return config().mail.smtpUrl !== '';
    return emailConfirmation === 'always';
}

/** What came of following a link: the address is theirs; it was already; or the link holds no more. */
export type Confirmation = 'confirmed' | 'confirmed-before' | 'invalid';

/** Somebody shows the token of a confirmation mail: the address that waited for it is theirs from now on. */
export async function confirmEmail(db: Queryable, token: string): Promise<Confirmation> {
    return inTransaction(db, async (tx) => {
        const used = await useMailToken(tx, 'confirm', token);
        if (!used?.email) return (await wasUsed(tx, token)) ? 'confirmed-before' : 'invalid';
        return (await takeAddress(tx, used.userId, used.email)) ? 'confirmed' : 'invalid';
    });
}

async function takeAddress(tx: Transaction, userId: string, email: string): Promise<boolean> {
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update');
    const waiting = user && (user.unconfirmedEmail ?? user.email);
    if (!waiting || waiting.toLowerCase() !== email.toLowerCase() || (await isHeld(tx, userId, email)))
        return false;
    const now = new Date();
    await tx
        .update(users)
        .set({ email, unconfirmedEmail: null, confirmedAt: user.confirmedAt ?? now, updatedAt: now })
        .where(eq(users.id, userId));
    if (user.email && user.unconfirmedEmail) {
        await voidMailTokens(tx, userId, 'reset');
        await sendMail(tx, { about: 'address-changed', userId, to: user.email });
    }
    const { accountId } = user;
    if (!user.confirmedAt)
        await emit(tx, { type: 'account.updated', accountId }, { type: 'account.confirmed', accountId });
    return true;
}

/** Whether somebody else has proven this address. */
export async function isHeld(db: Queryable, userId: string | null, email: string): Promise<boolean> {
    const [other] = await db
        .select({ id: users.id })
        .from(users)
        .where(and(sql`${users.email} = ${email}::citext`, userId ? ne(users.id, userId) : undefined));
    return other !== undefined;
}

/** Mail programs and their owners open links twice; the second time there is nothing to complain about. */
async function wasUsed(tx: Transaction, token: string): Promise<boolean> {
    const [found] = await tx
        .select({
            usedAt: mailTokens.usedAt,
            confirmedAt: users.confirmedAt,
            waiting: users.unconfirmedEmail,
        })
        .from(mailTokens)
        .innerJoin(users, eq(users.id, mailTokens.userId))
        .where(and(eq(mailTokens.tokenHash, hashOf(token)), eq(mailTokens.purpose, 'confirm')));
    return Boolean(found?.usedAt && found.confirmedAt && !found.waiting);
}
