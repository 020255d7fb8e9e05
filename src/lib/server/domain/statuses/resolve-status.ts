import { eq, or } from 'drizzle-orm';
import { fetchDocument } from '../../activitypub/fetch-document';
import { readNote } from '../../activitypub/read-note';
import { DocumentRefused } from '../../activitypub/untrusted';
import type { Database } from '../../db';
import { statuses } from '../../db/schema';
import { instanceSigner, isOurs, resolveActor } from '../accounts';
import { isDomainSuspended } from '../moderation';
import type { StatusRow } from './find-visible-status';
import { receiveStatus } from './receive-status';

/**
 * The post with this ActivityPub id or page: known, or read at its own origin, with its author. Undefined where there
 * is none. It is not said who may see it: whoever asks for somebody asks `findVisibleStatus` too.
 * @throws DocumentRefused, OutboundError where an unknown post cannot be had.
 */
export async function resolveStatus(db: Database, address: string): Promise<StatusRow | undefined> {
    const known = await findByAddress(db, address);
    if (known || isOurs(address)) return known;
    if (await isDomainSuspended(db, new URL(address).host)) throw new DocumentRefused('suspended');
    const note = readNote(await fetchDocument(address, await instanceSigner(db)));
    // The page of a post that is known leads to its id.
    const sameNote = await findByAddress(db, note.id);
    if (sameNote) return sameNote;
    if (new URL(note.author).origin !== new URL(note.id).origin) throw new DocumentRefused('not-ours-to-say');
    return receiveStatus(db, await resolveActor(db, note.author), note);
}

async function findByAddress(db: Database, address: string): Promise<StatusRow | undefined> {
    const rows = await db
        .select()
        .from(statuses)
        .where(
            isOurs(address)
                ? or(eq(statuses.uri, address), eq(statuses.url, address))
                : eq(statuses.uri, address),
        )
        .limit(1);
    return rows[0];
}
