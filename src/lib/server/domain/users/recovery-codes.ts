import { randomInt } from 'node:crypto';
import { and, count, eq, isNull } from 'drizzle-orm';
import type { Queryable, Transaction } from '../../db';
import { recoveryCodes } from '../../db/schema';
import { hashOf } from './secrets';

const HOW_MANY = 10;
/** Without characters that are read wrongly: 32 of them, so ten are 50 bits; guesses are limited. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 10;

/** Makes a member's recovery codes, each in two halves such as `abcde-fgh23`; those before are void. */
export async function newRecoveryCodes(tx: Transaction, userId: string): Promise<string[]> {
    const codes = Array.from({ length: HOW_MANY }, () => {
        const text = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
        return `${text.slice(0, LENGTH / 2)}-${text.slice(LENGTH / 2)}`;
    });
    await dropRecoveryCodes(tx, userId);
    await tx
        .insert(recoveryCodes)
        .values(codes.map((code) => ({ userId, codeHash: hashOfCode(userId, code) })));
    return codes;
}

/** Uses one of them up, in one statement so that it is taken once. */
export async function useRecoveryCode(tx: Transaction, userId: string, code: string): Promise<boolean> {
    const used = await tx
        .update(recoveryCodes)
        .set({ usedAt: new Date() })
        .where(
            and(
                eq(recoveryCodes.userId, userId),
                eq(recoveryCodes.codeHash, hashOfCode(userId, code)),
                isNull(recoveryCodes.usedAt),
            ),
        )
        .returning({ userId: recoveryCodes.userId });
    return used.length > 0;
}

/** How many were not used yet. */
export async function countRecoveryCodes(db: Queryable, userId: string): Promise<number> {
    const [row] = await db
        .select({ left: count() })
        .from(recoveryCodes)
        .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
    return row?.left ?? 0;
}

export async function dropRecoveryCodes(tx: Transaction, userId: string): Promise<void> {
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
}

/** However it was typed: in capitals, with spaces, without the hyphen. */
function hashOfCode(userId: string, code: string): string {
    return hashOf(`${userId} ${code.toLowerCase().replace(/[\s-]/g, '')}`);
}
