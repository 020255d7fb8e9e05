import { and, eq, isNull, sql } from 'drizzle-orm';
import { newProofKeyPair } from '../../activitypub/keys';
import { prepared, type Queryable } from '../../db';
import { accountKeys, accounts } from '../../db/schema';

/** What somebody here proves with that their activities are theirs (FEP-8b32); their profile lists it (FEP-521a). */
export interface ProofKey {
    keyId: string;
    publicPem: string;
    privatePem: string;
}

/** The row of a new key to prove with. `name` tells it from other keys of its owner. */
export async function newProofKey(
    { id, uri }: { id: string; uri: string },
    name = 'ed25519-key',
): Promise<typeof accountKeys.$inferInsert> {
    const pair = await newProofKeyPair();
    const keyId = `${uri}#${name}`;
    return { keyId, accountId: id, kind: 'ed25519', ...pair, forRequests: false, forProofs: true };
}

/**
 * A member's key to prove with. Whoever joined before there were such keys gets theirs here, when it is first needed;
 * several processes agree on one. Undefined for anybody who is no member.
 */
export async function proofKeyOf(db: Queryable, accountId: string): Promise<ProofKey | undefined> {
    const known = await findKey(db, accountId);
    if (known) return known;
    const [member] = await db
        .select({ id: accounts.id, uri: accounts.uri })
        .from(accounts)
        .where(and(eq(accounts.id, accountId), isNull(accounts.domain)));
    if (!member) return undefined;
    await db
        .insert(accountKeys)
        .values(await newProofKey(member))
        .onConflictDoNothing();
    return findKey(db, accountId);
}

async function findKey(db: Queryable, accountId: string): Promise<ProofKey | undefined> {
    const [key] = await findKeys(db, { accountId });
    return key;
}

/** Read each time: what is proven with a key that was replaced meanwhile would convince nobody. */
const findKeys = prepared<ProofKey, { accountId: string }>(
    (parameter) => sql`
        select key_id as "keyId", public_pem as "publicPem", private_pem as "privatePem" from account_keys
        where account_id = ${parameter('accountId', 'bigint')} and for_proofs and private_pem is not null`,
);
