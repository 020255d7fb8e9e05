import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { prepared, type Transaction } from '../../db';
import { idempotencyKeys } from '../../db/schema';
import { Unprocessable } from '../../errors';
import type { Actor } from '../users';

/** What a request made: a status, or a composition that will become one; or something else, such as a list. */
export interface Made {
    statusId: string | null;
    compositionId: string | null;
    otherId: string | null;
}

interface Claim extends Partial<Made> {
    key: string;
    request: object;
}

/**
 * Claims `key` for what is about to be made, in the transaction that makes it. Returns what was made when the same
 * request came before; a request that comes at the same moment waits for the first to end.
 * @throws Unprocessable where the key came before with another request.
 */
export async function claimIdempotencyKey(
    tx: Transaction,
    { accountId }: Actor,
    { key, request, statusId = null, compositionId = null, otherId = null }: Claim,
): Promise<Made | undefined> {
    const bodyHash = hashOf(request);
    const claimed = await claim(tx, { accountId, key, bodyHash, statusId, compositionId, otherId });
    if (claimed.length > 0) return undefined;
    const [earlier] = await tx
        .select()
        .from(idempotencyKeys)
        .where(and(eq(idempotencyKeys.accountId, accountId), eq(idempotencyKeys.key, key)));
    if (earlier?.bodyHash !== bodyHash)
        throw new Unprocessable('This Idempotency-Key was used for another request');
    return earlier;
}

/**
 * Takes a key back: whatever comes under it from now on is refused. Answers with what was made under it; undefined where
 * nothing was.
 */
export async function withdrawIdempotencyKey(
    tx: Transaction,
    { accountId }: Actor,
    key: string,
): Promise<Made | undefined> {
    const bodyHash = hashOf({ withdrawn: true });
    const nothing = { statusId: null, compositionId: null, otherId: null };
    if ((await claim(tx, { accountId, key, bodyHash, ...nothing })).length > 0) return undefined;
    const row = and(eq(idempotencyKeys.accountId, accountId), eq(idempotencyKeys.key, key));
    const [made] = await tx.select().from(idempotencyKeys).where(row);
    await tx.update(idempotencyKeys).set({ bodyHash }).where(row);
    return made;
}

function hashOf(request: object): string {
    return createHash('sha256').update(JSON.stringify(request)).digest('base64url');
}

const claim = prepared<{ key: string }, { accountId: string; key: string; bodyHash: string } & Made>(
    (parameter) => sql`
        insert into idempotency_keys (account_id, key, body_hash, status_id, composition_id, other_id)
        values (${parameter('accountId', 'bigint')}, ${parameter('key', 'text')},
            ${parameter('bodyHash', 'text')}, ${parameter('statusId', 'bigint')},
            ${parameter('compositionId', 'bigint')}, ${parameter('otherId', 'bigint')})
        on conflict do nothing
        returning key`,
);
