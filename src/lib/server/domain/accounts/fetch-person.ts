import { OutboundError } from '../../activitypub/outbound-error';
import { addressOf, DocumentRefused } from '../../activitypub/untrusted';
import { askWebfinger } from '../../activitypub/webfinger';
import { config } from '../../config';
import type { Database } from '../../db';
import { Unprocessable } from '../../errors';
import { admitHost } from '../neighbours';
import type { AccountRow } from './find-account';
import { readHandle } from './look-up-account';
import { fetchActor, findByHandle, findByUri, isOurs } from './resolve-account';

/**
 * Somebody named by handle or by address, as their own server describes them at this moment: what is kept of them may
 * be a day old, which is too old where their word decides.
 * @throws Unprocessable where they cannot be had.
 */
export async function fetchPerson(db: Database, named: string): Promise<AccountRow> {
    const found = await find(db, named.trim());
    if (!found || found.suspendedAt) throw new Unprocessable(`Validation failed: ${named} cannot be found`);
    return found;
}

async function find(db: Database, named: string): Promise<AccountRow | undefined> {
    const address = addressOf(named);
    const handle = address ? undefined : readHandle(named);
    if (handle?.host === config().domain) return findByHandle(db, handle);
    try {
        const actorId =
            address ?? (handle && (await askWebfinger(handle, (asked) => admitHost(db, asked)))?.actorId);
        if (!actorId) return undefined;
        return await (isOurs(actorId) ? findByUri(db, actorId) : fetchActor(db, actorId));
    } catch (error) {
        if (error instanceof DocumentRefused || error instanceof OutboundError) return undefined;
        throw error;
    }
}
