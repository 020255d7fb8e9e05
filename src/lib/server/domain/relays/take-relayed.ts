import { FetchAllowance } from '../../activitypub/fetch-allowance';
import { DocumentRefused } from '../../activitypub/untrusted';
import type { Database } from '../../db';
import { isOurs } from '../accounts';
import { findByUri, resolveStatus } from '../statuses';
import type { Relay } from './relays';

/** Posts of one relay, and posts of one domain that relays told of, that are read within a minute; more is passed over. */
const perRelay = new FetchAllowance(600);
const perOrigin = new FetchAllowance(120);

/**
 * Reads a post at its origin that a relay told of, where it is not here: whatever the relay says of it is not believed.
 * It takes its place in public timelines and in the homes of who follows its author; it is news to nobody else.
 * @throws DocumentRefused `too-many` beyond what is read within a minute, or what its origin says; OutboundError
 */
export async function takeRelayed(
    db: Database,
    { inboxUrl }: Pick<Relay, 'inboxUrl'>,
    uri: string,
): Promise<void> {
    if (isOurs(uri) || (await findByUri(db, uri))) return;
    const isWithin = perRelay.spend(new URL(inboxUrl).host) && perOrigin.spend(new URL(uri).host);
    if (!isWithin) throw new DocumentRefused('too-many');
    await resolveStatus(db, uri, { isRelayed: true });
}
