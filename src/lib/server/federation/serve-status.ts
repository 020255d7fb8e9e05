import { findVisibleStatus, type StatusRow } from '../domain/statuses';
import type { Database } from '../db';
import { AtollError, NotFound } from '../errors';
import { SignatureRefused } from '../activitypub/signature-refused';
import { announceActivity, createActivity, loadNote, noteDocument, type NoteParts } from './documents';
import { findSigner } from './find-signer';
import type { Served } from './serve';

interface Asked {
    db: Database;
    params: Record<string, string>;
    request: Request;
    url: URL;
}

/** A member's post, for whoever may see it. */
export async function serveNote(asked: Asked): Promise<Served> {
    const { parts, isPrivate } = await findParts(asked);
    if (parts.status.boostOfId !== null) throw new NotFound();
    return { document: noteDocument(parts), page: parts.status.url, isPrivate };
}

/** The activity that published a post, or that boosted one. */
export async function serveStatusActivity(asked: Asked): Promise<Served> {
    const { parts, isPrivate } = await findParts(asked);
    if (parts.status.boostOfId === null)
        return { document: createActivity(parts), page: parts.status.url, isPrivate };
    const original = await loadNote(asked.db, parts.status.boostOfId);
    if (!original) throw new NotFound();
    const document = announceActivity(parts, original.status.uri, original.author.uri);
    return { document, page: original.status.url, isPrivate };
}

/**
 * What is public is anybody's to read. Anything else is looked for once more with the eyes of whoever signed the
 * request, and is otherwise as absent as what never existed.
 */
async function findParts({
    db,
    params,
    request,
    url,
}: Asked): Promise<{ parts: NoteParts; isPrivate: boolean }> {
    const { id = '', username = '' } = params;
    const seenByAll = await findVisibleStatus(db, null, id).catch(absent);
    const status = seenByAll ?? (await seenBySigner(db, id, request, url));
    const parts = status && (await loadNote(db, status.id));
    const isOfMember = parts?.status.local && parts.author.username.toLowerCase() === username.toLowerCase();
    if (!isOfMember || parts.status.localOnly) throw new NotFound();
    return { parts, isPrivate: seenByAll === undefined };
}

async function seenBySigner(
    db: Database,
    id: string,
    request: Request,
    url: URL,
): Promise<StatusRow | undefined> {
    if (!request.headers.has('signature')) return undefined;
    try {
        const signer = await findSigner(db, request, url);
        if (signer.isSuspended) return undefined;
        return await findVisibleStatus(db, { accountId: signer.id }, id).catch(absent);
    } catch (error) {
        if (error instanceof SignatureRefused) return undefined;
        throw error;
    }
}

function absent(error: unknown): undefined {
    if (error instanceof AtollError) return undefined;
    throw error;
}
