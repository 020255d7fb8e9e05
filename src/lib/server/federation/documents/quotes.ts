import type { Addressing } from '../../activitypub/addressing';
import type { ActivityDocument } from './activities';
import { noteDocument, type NoteParts } from './note';

/** The two posts of a quote and their authors, by their addresses. */
export interface QuoteAddresses {
    quoting: { uri: string; authorUri: string };
    quoted: { uri: string; authorUri: string };
}

/** The address of the question that a member's post asks; the post's own is found in it again. */
export function quoteRequestUri(quotingUri: string): string {
    return `${quotingUri}#quote_request`;
}

/** `QuoteRequest`: a member asks whether their post may quote another (FEP-044f). */
export function quoteRequestActivity(
    parts: NoteParts,
    quoted: { uri: string; authorUri: string },
): ActivityDocument {
    return {
        id: quoteRequestUri(parts.status.uri),
        type: 'QuoteRequest',
        actor: parts.author.uri,
        to: [quoted.authorUri],
        object: quoted.uri,
        instrument: noteDocument(parts),
    };
}

/** `Accept` with the stamp, or `Reject`, of somebody's QuoteRequest. */
export function quoteAnswerActivity(
    { quoting, quoted }: QuoteAddresses,
    {
        requestUri,
        stampUri,
        quotingId,
    }: { requestUri: string; stampUri: string | undefined; quotingId: string },
): ActivityDocument {
    const [type, path] = stampUri ? (['Accept', 'accepts'] as const) : (['Reject', 'rejects'] as const);
    return {
        id: `${quoted.authorUri}#${path}/quote_requests/${quotingId}`,
        type,
        actor: quoted.authorUri,
        to: [quoting.authorUri],
        object: {
            id: requestUri,
            type: 'QuoteRequest',
            actor: quoting.authorUri,
            object: quoted.uri,
            instrument: quoting.uri,
        },
        result: stampUri,
    };
}

/** The stamp: a member's consent to one quote of one post of theirs. */
export function quoteAuthorizationDocument(id: string, { quoting, quoted }: QuoteAddresses) {
    return {
        id,
        type: 'QuoteAuthorization',
        attributedTo: quoted.authorUri,
        interactingObject: quoting.uri,
        interactionTarget: quoted.uri,
    };
}

/** `Delete` of a stamp that does not hold any more. */
export function quoteRevocationActivity(
    stampUri: string,
    addresses: QuoteAddresses,
    addressing: Addressing,
): ActivityDocument {
    return {
        id: `${stampUri}#delete`,
        type: 'Delete',
        actor: addresses.quoted.authorUri,
        ...addressing,
        object: quoteAuthorizationDocument(stampUri, addresses),
    };
}
