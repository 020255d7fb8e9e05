import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db';

/**
 * Who follows `accountId`, put together for each server by the origin of their ids: all their ids' SHA-256 by exclusive
 * or, in hexadecimal. (FEP-8fcf)
 */
export async function followerDigests(db: Queryable, accountId: string): Promise<Map<string, string>> {
    const rows = await db.execute<{ origin: string; bits: string }>(sql`
        select split_part(a.uri, '/', 1) || '//' || split_part(a.uri, '/', 3) as origin,
            bit_xor(('x' || encode(sha256(convert_to(a.uri, 'UTF8')), 'hex'))::bit(256))::text as bits
        from follows f join accounts a on a.id = f.account_id
        where f.target_id = ${accountId} and a.suspended_at is null group by 1`);
    return new Map(rows.map(({ origin, bits }) => [origin, hexOf(bits)]));
}

/** What nobody comes to. */
export const NOBODY = '0'.repeat(64);

function hexOf(bits: string): string {
    return BigInt(`0b${bits}`).toString(16).padStart(64, '0');
}
