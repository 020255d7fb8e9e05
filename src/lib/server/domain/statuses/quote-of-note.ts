import type { NoteRecord } from '../../activitypub/read-note';

/**
 * What a note quotes, as columns. Nothing is believed yet: the quote waits until the quoted author's consent is found.
 * One told without knowledge of consent is no quote until it needs none.
 */
export function quoteOf({ quote }: NoteRecord) {
    return {
        quoteOfUri: quote?.uri ?? null,
        quoteState: quote && !quote.isLegacy ? ('pending' as const) : null,
        quoteApprovalUri: quote?.authorizationUri ?? null,
    };
}
