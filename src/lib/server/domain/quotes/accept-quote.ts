import { inTransaction, type Queryable } from '../../db';
import { emit } from '../../events';
import { moveQuote } from './move-quote';

/** A quote that may still be accepted: nothing was decided, or what it showed did not hold. */
export const UNDECIDED = ['pending', 'unauthorized'] as const;

export interface Acceptance {
    quoteOfId: string;
    /** Where the consent is found; null where none is needed. */
    stampUri: string | null;
    /** The question of somebody elsewhere that is answered with it. */
    requestUri?: string | null;
    /** It may have been told without knowledge of consent, and is a quote from now on. */
    isLegacy?: boolean;
}

/** Lets a quote stand. What was rejected or revoked stays so. Returns whether it is new. */
export function acceptQuote(
    db: Queryable,
    statusId: string,
    { quoteOfId, stampUri, requestUri = null, isLegacy = false }: Acceptance,
): Promise<boolean> {
    return inTransaction(db, async (tx) => {
        const quote = await moveQuote(tx, statusId, {
            from: isLegacy ? [null, ...UNDECIDED] : UNDECIDED,
            to: 'accepted',
            quoteOfId,
            quoteApprovalUri: stampUri,
        });
        if (quote) await emit(tx, { type: 'quote.accepted', statusId, requestUri });
        return quote !== undefined;
    });
}
