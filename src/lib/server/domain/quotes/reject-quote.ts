import { inTransaction, type Queryable } from '../../db';
import { emit } from '../../events';
import { UNDECIDED } from './accept-quote';
import { moveQuote } from './move-quote';

/**
 * The quoted author does not want it. One that was rejected or revoked before is answered once more, where somebody asks
 * by `requestUri`; one that stands is not touched. Returns whether it is rejected now that was not before.
 */
export function rejectQuote(
    db: Queryable,
    statusId: string,
    { requestUri = null, quoteOfId }: { requestUri?: string | null; quoteOfId?: string } = {},
): Promise<boolean> {
    return inTransaction(db, async (tx) => {
        const known = quoteOfId === undefined ? {} : { quoteOfId };
        const rejected = await moveQuote(tx, statusId, {
            from: [null, ...UNDECIDED],
            to: 'rejected',
            ...known,
        });
        const isAskedAgain =
            !rejected &&
            requestUri !== null &&
            ((await moveQuote(tx, statusId, { from: ['revoked'], to: 'revoked' })) !== undefined ||
                (await moveQuote(tx, statusId, { from: ['rejected'], to: 'rejected' })) !== undefined);
        if (rejected || isAskedAgain) await emit(tx, { type: 'quote.rejected', statusId, requestUri });
        return rejected !== undefined;
    });
}
