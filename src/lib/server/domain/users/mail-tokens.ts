import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { mailTokens } from '../../db/schema';
import { hashOf, newSecret } from './secrets';

/** How long a link may be used, in hours. */
const HOURS = { confirm: 48, reset: 6 } as const;

type Purpose = keyof typeof HOURS;

/** A link's token at the only moment it is known; it proves that whoever has it reads the mail of `email`. */
export async function newMailToken(
    db: Queryable,
    { userId, purpose, email }: { userId: string; purpose: Purpose; email: string },
): Promise<string> {
    const token = newSecret();
    await db.insert(mailTokens).values({
        tokenHash: hashOf(token),
        userId,
        purpose,
        email,
        expiresAt: new Date(Date.now() + HOURS[purpose] * 3_600_000),
    });
    return token;
}

/** Whose token this is and for which address, while it holds. */
export async function findMailToken(db: Queryable, purpose: Purpose, token: string) {
    const [found] = await db.select().from(mailTokens).where(holds(purpose, token));
    return found;
}

/** Uses a token up, in one statement so that of two who show it at once one has it. */
export async function useMailToken(db: Queryable, purpose: Purpose, token: string) {
    const [used] = await db
        .update(mailTokens)
        .set({ usedAt: sql`now()` })
        .where(holds(purpose, token))
        .returning();
    return used;
}

function holds(purpose: Purpose, token: string) {
    return and(
        eq(mailTokens.tokenHash, hashOf(token)),
        eq(mailTokens.purpose, purpose),
        isNull(mailTokens.usedAt),
        gt(mailTokens.expiresAt, sql`now()`),
    );
}

/** Makes a member's links of one kind worthless, such as those to reset a password that was just changed. */
export async function voidMailTokens(db: Queryable, userId: string, purpose: Purpose): Promise<void> {
    await db.delete(mailTokens).where(and(eq(mailTokens.userId, userId), eq(mailTokens.purpose, purpose)));
}
