import { fetchDocument, type FetchSigner } from '../../activitypub/fetch-document';
import { DocumentRefused, hasType, idOf } from '../../activitypub/untrusted';
import type { AccountRow } from '../accounts';
import type { StatusRow } from '../statuses';

/**
 * Whether the document at `stampUri` says that the author of `quoted` consents to `quoting` (FEP-044f). It is read at its
 * own origin, which must be that author's: what came along with an activity is a claim of whoever sent it.
 * @throws DocumentRefused `unavailable`, OutboundError where it could not be had for now.
 */
export async function verifyStamp(
    stampUri: string,
    { quoting, quoted, author }: { quoting: StatusRow; quoted: StatusRow; author: AccountRow },
    signer: FetchSigner,
): Promise<boolean> {
    if (new URL(stampUri).origin !== new URL(author.uri).origin) return false;
    try {
        const stamp = await fetchDocument(stampUri, signer);
        return (
            hasType(stamp, 'QuoteAuthorization') &&
            stamp.id === stampUri &&
            idOf(stamp.attributedTo) === author.uri &&
            idOf(stamp.interactingObject) === quoting.uri &&
            idOf(stamp.interactionTarget) === quoted.uri
        );
    } catch (error) {
        if (error instanceof DocumentRefused && error.reason !== 'unavailable') return false;
        throw error;
    }
}
