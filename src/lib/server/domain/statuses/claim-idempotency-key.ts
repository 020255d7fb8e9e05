import { createHash } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { prepared, type Transaction } from '../../db';
import { idempotencyKeys } from '../../db/schema';
import { Unprocessable } from '../../errors';
import type { Actor } from '../users';

/**
 * Claims `key` for what is about to be made as `statusId`, in the transaction that makes it. Returns the id that was
 * made when the same request came before; a request that comes at the same moment waits for the first to end.
 * @throws Unprocessable where the key came before with another request.
 */
export async function claimIdempotencyKey(
    tx: Transaction,
    actor: Actor,
    { key, request, statusId }: { key: string; request: object; statusId: string },
): Promise<string | undefined> {
    const bodyHash = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
    const claimed = await claim(tx, { accountId: actor.accountId, key, bodyHash, statusId });
    if (claimed.length > 0) return undefined;
    const [earlier] = await tx
        .select()
        .from(idempotencyKeys)
        .where(and(eq(idempotencyKeys.accountId, actor.accountId), eq(idempotencyKeys.key, key)));
    if (earlier?.bodyHash !== bodyHash || earlier.statusId === null)
        throw new Unprocessable('This Idempotency-Key was used for another request');
    return earlier.statusId;
}

const claim = prepared<
    { key: string },
    { accountId: string; key: string; bodyHash: string; statusId: string }
>(
    (parameter) => sql`
        insert into idempotency_keys (account_id, key, body_hash, status_id)
        values (${parameter('accountId', 'bigint')}, ${parameter('key', 'text')},
            ${parameter('bodyHash', 'text')}, ${parameter('statusId', 'bigint')})
        on conflict do nothing
        returning key`,
);
