import { SignatureRefused } from '../activitypub/signature-refused';
import type { Database } from '../db';
import { Forbidden } from '../errors';
import { findKnownSigner, findSigner, type Signer } from './find-signer';

/**
 * Whoever signed a request for a document; nobody where a signature is missing or does not hold. With `mayAsk` a key that
 * is not known yet is asked for.
 * @throws Forbidden for whom this server has suspended, alone or with their domain: signed, they are given nothing.
 */
export async function findReader(
    db: Database,
    { request, url }: { request: Request; url: URL },
    { mayAsk }: { mayAsk: boolean },
): Promise<Signer | undefined> {
    if (!request.headers.has('signature')) return undefined;
    try {
        const reader = await (mayAsk ? findSigner : findKnownSigner)(db, request, url);
        if (reader?.isSuspended) throw new Forbidden('This server does not answer you');
        return reader;
    } catch (error) {
        if (error instanceof SignatureRefused) return undefined;
        throw error;
    }
}
