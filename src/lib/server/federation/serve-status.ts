import { canSee, findVisibleStatus } from '../domain/statuses';
import type { Actor } from '../domain/users';
import { AtollError, NotFound } from '../errors';
import { announceActivity, createActivity, loadNote, noteDocument, type NoteParts } from './documents';
import { findReader } from './find-reader';
import type { Asked, Served } from './serve';

/** A member's post, for whoever may see it. */
export async function serveNote(asked: Asked): Promise<Served> {
    const { parts, isPrivate } = await findParts(asked);
    if (parts.status.boostOfId !== null) throw new NotFound();
    return { document: noteDocument(parts), page: parts.status.url, isPrivate };
}

/** The activity that published a post, or that boosted one that the same reader may see. */
export async function serveStatusActivity(asked: Asked): Promise<Served> {
    const { parts, reader, isPrivate } = await findParts(asked);
    if (parts.status.boostOfId === null)
        return { document: createActivity(parts), page: parts.status.url, isPrivate };
    const isOpen = await canSee(asked.db, reader, parts.status.boostOfId);
    const original = isOpen && (await loadNote(asked.db, parts.status.boostOfId));
    if (!original) throw new NotFound();
    const document = announceActivity(parts, original.status.uri, original.author.uri);
    return { document, page: original.status.url, isPrivate };
}

interface Found {
    parts: NoteParts;
    /** Whoever signed, where that is known; null reads as anybody. */
    reader: Actor | null;
    isPrivate: boolean;
}

/**
 * What is public is anybody's to read, but for those who sign as somebody whom its author has blocked. Anything else is
 * looked for once more with the eyes of whoever signed the request, and is otherwise as absent as what never existed.
 */
export async function findParts(asked: Asked): Promise<Found> {
    const { db, params } = asked;
    const { id = '', username = '' } = params;
    const seenByAll = await findVisibleStatus(db, null, id).catch(absent);
    // For what is public no key is fetched: whoever was blocked is known.
    const signer = asked.reader ?? (seenByAll ? undefined : await findReader(db, asked, { mayAsk: true }));
    const reader = signer ? { accountId: signer.id } : null;
    const status = reader ? await findVisibleStatus(db, reader, id).catch(absent) : seenByAll;
    const parts = status && (await loadNote(db, status.id));
    const isOfMember = parts?.status.local && parts.author.username.toLowerCase() === username.toLowerCase();
    if (!isOfMember || parts.status.localOnly) throw new NotFound();
    return { parts, reader, isPrivate: seenByAll === undefined };
}

function absent(error: unknown): undefined {
    if (error instanceof AtollError) return undefined;
    throw error;
}
