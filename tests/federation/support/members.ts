import type { Database } from '$lib/server/db';
import { accountKeys, type accounts } from '$lib/server/db/schema';
import { newKeyPair, type KeyPair } from '$lib/server/activitypub/keys';
import { anAccount } from '../../support/factories';

let pair: Promise<KeyPair> | undefined;

/** A member with keys, as other servers meet them. */
export async function aMember(
    db: Database,
    username: string,
    given: Partial<typeof accounts.$inferInsert> = {},
) {
    const account = await anAccount(db, { username, ...given });
    const keys = await (pair ??= newKeyPair());
    const keyId = `${account.uri}#main-key`;
    await db.insert(accountKeys).values({ keyId, accountId: account.id, kind: 'rsa', ...keys });
    return { ...account, keyId, publicPem: keys.publicPem };
}
