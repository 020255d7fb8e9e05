import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { begunProofs } from '../../db/schema';
import { hashOf, newSecret } from './secrets';

/** How long the second half of a proof may take, in minutes. */
const MINUTES = { 'second-step': 10, 'passkey-sign-in': 10, 'passkey-add': 10 } as const;

type Purpose = keyof typeof MINUTES;

/** Something has been begun to be proven. Returns the secret that its second half is shown with. */
export async function beginProof(
    db: Queryable,
    purpose: Purpose,
    userId: string | null = null,
): Promise<string> {
    const secret = newSecret();
    await db.insert(begunProofs).values({
        id: hashOf(secret),
        purpose,
        userId,
        expiresAt: new Date(Date.now() + MINUTES[purpose] * 60_000),
    });
    return secret;
}

/** Whose proof was begun with this secret, while it may be finished; looking does not use it up. */
export async function findBegunProof(db: Queryable, purpose: Purpose, secret: string) {
    const [found] = await db
        .select({ userId: begunProofs.userId })
        .from(begunProofs)
        .where(unfinished(purpose, secret));
    return found;
}

/** Finishes a proof: of any number of attempts with its secret one succeeds. */
export async function finishProof(db: Queryable, purpose: Purpose, secret: string) {
    const [finished] = await db
        .delete(begunProofs)
        .where(unfinished(purpose, secret))
        .returning({ userId: begunProofs.userId });
    return finished;
}

function unfinished(purpose: Purpose, secret: string) {
    return and(
        eq(begunProofs.id, hashOf(secret)),
        eq(begunProofs.purpose, purpose),
        gt(begunProofs.expiresAt, sql`now()`),
    );
}

/** Forgets what a member had begun: their password was changed meanwhile, say. */
export async function dropBegunProofs(db: Queryable, userId: string): Promise<void> {
    await db.delete(begunProofs).where(eq(begunProofs.userId, userId));
}

/** Forgets what nobody finished. */
export async function deleteExpiredProofs(db: Queryable): Promise<void> {
    await db.delete(begunProofs).where(lt(begunProofs.expiresAt, sql`now()`));
}
