import { eq, or } from 'drizzle-orm';
import { fetchDocument } from '../../activitypub/fetch-document';
import { readNote, type NoteRecord } from '../../activitypub/read-note';
import { DocumentRefused, idOf, isObject } from '../../activitypub/untrusted';
import { isPublicAddress } from '../../activitypub/vocabulary';
import type { Database } from '../../db';
import { statuses } from '../../db/schema';
import { findAccount, instanceSigner, isOurs, resolveActor } from '../accounts';
import { buryStatus } from './bury-status';
import { findByUri } from './find-by-uri';
import type { StatusRow } from './find-visible-status';
import { keepOriginCounts } from './keep-origin-counts';
import { receiveStatus, type PathToPost } from './receive-status';

/**
 * The post with this ActivityPub id or page: known, or read at its own origin, with its author. Undefined where there
 * is none. It is not said who may see it: whoever asks for somebody asks `findVisibleStatus` too.
 * @throws DocumentRefused, OutboundError where an unknown post cannot be had.
 */
export async function resolveStatus(
    db: Database,
    address: string,
    path: PathToPost = {},
): Promise<StatusRow | undefined> {
    const known = await findByAddress(db, address);
    if (known || isOurs(address)) return known;
    const note = readNote(await fetchDocument(address, await instanceSigner(db)));
    // The page of a post that is known leads to its id.
    return (await findByAddress(db, note.id)) ?? keepFetched(db, note, path);
}

/**
 * Reads a post at its origin, whether it is known or not: keeps it, revises it, or buries it where it is gone there.
 * Returns what its origin says of it; undefined where that is nothing.
 * @throws DocumentRefused, OutboundError
 */
export async function refreshStatus(db: Database, uri: string): Promise<NoteRecord | undefined> {
    if (isOurs(uri)) return undefined;
    try {
        const note = readNote(await fetchDocument(uri, await instanceSigner(db)));
        const kept = await keepFetched(db, note);
        if (kept) await keepAround(db, kept, note);
        return note;
    } catch (error) {
        if (!(error instanceof DocumentRefused) || error.reason !== 'gone') throw error;
        const known = await findByUri(db, uri);
        if (known) await buryStatus(db, await findAccount(db, known.accountId), uri);
        return undefined;
    }
}

/** Where a post was offered. */
interface Offer {
    collection: string;
    path?: PathToPost;
    /** Asked before another server is. */
    mayAsk?: (host: string) => boolean;
}

/**
 * A post that its own origin offers in a collection, for everybody to read: a copy that lies in the collection is theirs to
 * show where collection, post and author are of one origin; any other is read where it is. Undefined where it cannot be
 * had, or is not for everybody; a post that is known is not asked for again.
 */
export async function findOffered(
    db: Database,
    item: unknown,
    { collection, path, mayAsk = () => true }: Offer,
): Promise<{ status: StatusRow; isNew: boolean } | undefined> {
    const uri = idOf(item);
    if (!uri || isOurs(uri)) return undefined;
    const known = await findByUri(db, uri);
    if (known) return { status: known, isNew: false };
    const isShown = isObject(item) && isOfOneOrigin(collection, uri, idOf(item.attributedTo));
    if (!isShown && !mayAsk(new URL(uri).host)) return undefined;
    const note = readNote(isShown ? item : await fetchDocument(uri, await instanceSigner(db)));
    if (![...note.to, ...note.cc].some(isPublicAddress)) return undefined;
    const status = await keepFetched(db, note, { ...path, isFound: true });
    return status && { status, isNew: true };
}

function isOfOneOrigin(...addresses: (string | undefined)[]): boolean {
    return new Set(addresses.map((address) => address && new URL(address).origin)).size === 1;
}

async function keepAround(db: Database, { id }: StatusRow, { counts, replies }: NoteRecord): Promise<void> {
    await keepOriginCounts(db, id, counts);
    await db
        .update(statuses)
        .set({ repliesUrl: replies ?? null, fetchedAt: new Date() })
        .where(eq(statuses.id, id));
}

async function keepFetched(
    db: Database,
    note: NoteRecord,
    path: PathToPost = {},
): Promise<StatusRow | undefined> {
    if (new URL(note.author).origin !== new URL(note.id).origin) throw new DocumentRefused('not-ours-to-say');
    return receiveStatus(db, await resolveActor(db, note.author), note, path);
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
