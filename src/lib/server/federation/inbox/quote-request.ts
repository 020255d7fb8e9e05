import { DocumentRefused } from '../../activitypub/untrusted';
import { acceptQuote, askToQuote, rejectQuote } from '../../domain/quotes';
import { findByUri, findVisibleStatus, mayInteract, receiveStatus, stampUri } from '../../domain/statuses';
import { findAccount } from '../../domain/accounts';
import { NotFound } from '../../errors';
import { quoteRequested } from '../provenance';
import type { Handler } from './dispatch';

/**
 * QuoteRequest: somebody elsewhere asks whether their post may quote a member's (FEP-044f). The post that asks is kept,
 * and answered as the member said; what was rejected or revoked once stays so, however often it is asked.
 */
export const receiveQuoteRequest: Handler = async (db, said) => {
    const { actor, activity } = said;
    const quoted = activity.object.id && (await findByUri(db, activity.object.id));
    if (!quoted || !quoted.local || quoted.boostOfId !== null) throw new DocumentRefused('gone');
    const quoting = await receiveStatus(db, actor, await quoteRequested(db, said));
    if (!quoting) throw new DocumentRefused('gone');
    const quoter = { accountId: actor.id };
    const seen = await findVisibleStatus(db, quoter, quoted.id).catch((error: unknown) => {
        if (error instanceof NotFound) return undefined;
        throw error;
    });
    const permission = seen ? await mayInteract(db, quoter, 'quote', seen) : 'denied';
    const requestUri = activity.id;
    if (permission === 'automatic') {
        const author = await findAccount(db, quoted.accountId);
        const stamp = stampUri(author.uri, quoting.id);
        const isNew = await acceptQuote(db, quoting.id, {
            quoteOfId: quoted.id,
            stampUri: stamp,
            requestUri,
            isLegacy: true,
        });
        if (!isNew) await rejectQuote(db, quoting.id, { requestUri });
    } else if (permission === 'manual') await askToQuote(db, { quoting, quoted, requestUri });
    else await rejectQuote(db, quoting.id, { quoteOfId: quoted.id, requestUri });
};
