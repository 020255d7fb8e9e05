import { contextOf } from '../../activitypub/context';
import { proveDocument } from '../../activitypub/integrity-proof';
import { isPublicAddress } from '../../activitypub/vocabulary';
import type { Queryable } from '../../db';
import { proofKeyOf } from '../../domain/accounts';

/**
 * An activity as it is sent: in its context, and with its sender's proof where it is for everybody, so that whoever gets
 * it from somebody else may believe it (FEP-8b32). What is meant for some people goes without: nobody shall be able to
 * prove to others that it was said.
 */
export async function provenIfPublic(
    db: Queryable,
    accountId: string,
    activity: Record<string, unknown>,
): Promise<object> {
    const recipients = [activity.to, activity.cc].flat();
    const isPublic = recipients.some((address) => typeof address === 'string' && isPublicAddress(address));
    const key = isPublic ? await proofKeyOf(db, accountId) : undefined;
    if (!key) return { '@context': contextOf(activity), ...activity };
    return proveDocument({ '@context': contextOf(activity, ['proof']), ...activity }, key);
}
