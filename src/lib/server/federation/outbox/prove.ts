import { proveDocument } from '../../activitypub/integrity-proof';
import { isPublicAddress } from '../../activitypub/vocabulary';
import type { Queryable } from '../../db';
import { proofKeyOf } from '../../domain/accounts';

/**
 * Adds its sender's proof to an activity for everybody, so that whoever gets it from somebody else may believe it
 * (FEP-8b32). What is meant for some people goes without: nobody shall be able to prove to others that it was said.
 */
export async function provenIfPublic(
    db: Queryable,
    accountId: string,
    document: Record<string, unknown>,
): Promise<object> {
    const recipients = [document.to, document.cc].flat();
    if (!recipients.some((address) => typeof address === 'string' && isPublicAddress(address)))
        return document;
    const key = await proofKeyOf(db, accountId);
    return key ? proveDocument(document, key) : document;
}
