import { eq, or } from 'drizzle-orm';
import { fetchDocument } from '../../activitypub/fetch-document';
import { readNote, type NoteRecord } from '../../activitypub/read-note';
import { DocumentRefused } from '../../activitypub/untrusted';
import type { Database } from '../../db';
import { statuses } from '../../db/schema';
import { findAccount, instanceSigner, isOurs, resolveActor } from '../accounts';
import { isDomainSuspended } from '../moderation';
import { buryStatus } from './bury-status';
import { findByUri } from './find-by-uri';
import type { StatusRow } from './find-visible-status';
import { receiveStatus } from './receive-status';

/**
 * The post with this ActivityPub id or page: known, or read at its own origin, with its author. Undefined where there
 * is none. It is not said who may see it: whoever asks for somebody asks `findVisibleStatus` too. `quoteDepth` is how
 * many quotes led here.
 * @throws DocumentRefused, OutboundError where an unknown post cannot be had.
 */
export async function resolveStatus(
    db: Database,
    address: string,
    options: { quoteDepth?: number } = {},
): Promise<StatusRow | undefined> {
    const known = await findByAddress(db, address);
    if (known || isOurs(address)) return known;
    if (await isDomainSuspended(db, new URL(address).host)) throw new DocumentRefused('suspended');
    const note = readNote(await fetchDocument(address, await instanceSigner(db)));
    // The page of a post that is known leads to its id.
    return (await findByAddress(db, note.id)) ?? keepFetched(db, note, options);
}

/**
 * Reads a post at its origin, whether it is known or not: keeps it, revises it, or buries it where it is gone there.
 * @throws DocumentRefused, OutboundError
 */
export async function refreshStatus(db: Database, uri: string): Promise<void> {
    if (isOurs(uri) || (await isDomainSuspended(db, new URL(uri).host))) return;
    try {
        await keepFetched(db, readNote(await fetchDocument(uri, await instanceSigner(db))));
    } catch (error) {
        if (!(error instanceof DocumentRefused) || error.reason !== 'gone') throw error;
        const known = await findByUri(db, uri);
        if (known) await buryStatus(db, await findAccount(db, known.accountId), uri);
    }
}

async function keepFetched(
    db: Database,
    note: NoteRecord,
    options: { quoteDepth?: number } = {},
): Promise<StatusRow | undefined> {
    if (new URL(note.author).origin !== new URL(note.id).origin) throw new DocumentRefused('not-ours-to-say');
    return receiveStatus(db, await resolveActor(db, note.author), note, options);
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
