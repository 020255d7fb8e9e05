import { parseParameters } from './draft-cavage';
import { SignatureRefused } from './signature-refused';
import { addressOf } from './untrusted';

/**
 * What a server tells along with an activity for an actor's followers: which of them live with the receiver, as a digest,
 * and where they are listed. (FEP-8fcf)
 */
export interface FollowersTold {
    /** The id of the actor's followers. */
    collectionId: string;
    /** Where those of them who live with the receiver are listed. */
    url: string;
    /** All their ids' SHA-256 put together by exclusive or, in hexadecimal. */
    digest: string;
}

/** The header's name. */
export const SYNCHRONIZATION = 'collection-synchronization';

/** The header's value. */
export function synchronizationHeader({ collectionId, url, digest }: FollowersTold): string {
    return `collectionId="${collectionId}", url="${url}", digest="${digest}"`;
}

/** What a header tells; undefined where it cannot be read, or the list is not where the collection is. */
export function readSynchronization(header: string): FollowersTold | undefined {
    let parameters: Map<string, string>;
    try {
        parameters = parseParameters(header);
    } catch (error) {
        if (error instanceof SignatureRefused) return undefined;
        throw error;
    }
    const collectionId = addressOf(parameters.get('collectionid'));
    const url = addressOf(parameters.get('url'));
    const digest = /^[0-9a-f]{64}$/i.exec(parameters.get('digest') ?? '')?.[0]?.toLowerCase();
    if (!collectionId || !url || !digest || new URL(collectionId).origin !== new URL(url).origin)
        return undefined;
    return { collectionId, url, digest };
}
