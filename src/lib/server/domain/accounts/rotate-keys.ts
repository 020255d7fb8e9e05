import { and, eq, isNotNull } from 'drizzle-orm';
import { newKeyPair } from '../../activitypub/keys';
import { inTransaction, type Database } from '../../db';
import { accountKeys, accounts } from '../../db/schema';
import { NotFound } from '../../errors';
import { emit } from '../../events';
import { newProofKey } from './proof-key';

/**
 * Gives a member new keys in place of those they signed and proved with. They have addresses of their own: whoever meets
 * one first asks whose it is, and reads the profile anew, which no longer lists the old ones. Followers are told.
 * @throws NotFound for anybody who has no keys here.
 */
export async function rotateKeys(db: Database, accountId: string): Promise<{ keyId: string }> {
    const pair = await newKeyPair();
    const isTheirs = and(eq(accountKeys.accountId, accountId), isNotNull(accountKeys.privatePem));
    return inTransaction(db, async (tx) => {
        const now = new Date();
        const [account] = await tx
            .update(accounts)
            .set({ updatedAt: now })
            .where(eq(accounts.id, accountId))
            .returning({ uri: accounts.uri });
        const removed = await tx.delete(accountKeys).where(isTheirs).returning({ id: accountKeys.keyId });
        if (!account || removed.length === 0) throw new NotFound();
        const name = `key-${now.getTime()}`;
        const keyId = `${account.uri}#${name}`;
        await tx
            .insert(accountKeys)
            .values([
                { keyId, accountId, kind: 'rsa', ...pair },
                await newProofKey({ id: accountId, uri: account.uri }, `ed25519-${name}`),
            ]);
        await emit(tx, { type: 'account.updated', accountId });
        return { keyId };
    });
}
