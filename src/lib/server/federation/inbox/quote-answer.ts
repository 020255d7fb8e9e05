import { DocumentRefused } from '../../activitypub/untrusted';
import type { Database } from '../../db';
import { detachQuote, rejectQuote, takeStamp } from '../../domain/quotes';
import { findByUri, findQuotedBy, type StatusRow } from '../../domain/statuses';
import type { QuoteAnswered, Said } from '../provenance';

/** Accept of a QuoteRequest: the stamp that came along is shown by the post once it is found to hold. */
export async function receiveQuoteAcceptance(
    db: Database,
    { actor, activity }: Said,
    answered: QuoteAnswered,
): Promise<void> {
    const quoting = await findAsked(db, actor.id, answered);
    if (!activity.result) throw new DocumentRefused('no-object');
    await takeStamp(db, quoting, activity.result);
}

/** Reject of a QuoteRequest, which may also come after its Accept. */
export async function receiveQuoteRejection(
    db: Database,
    { actor }: Said,
    answered: QuoteAnswered,
): Promise<void> {
    const quoting = await findAsked(db, actor.id, answered);
    if (!(await rejectQuote(db, quoting.id))) await detachQuote(db, quoting.id);
}

/** The member's post that asked this very actor. @throws DocumentRefused where there is none. */
async function findAsked(db: Database, actorId: string, { quotingUri }: QuoteAnswered): Promise<StatusRow> {
    const quoting = await findByUri(db, quotingUri);
    const quoted = quoting?.local ? await findQuotedBy(db, quoting) : undefined;
    if (!quoting || quoted?.accountId !== actorId) throw new DocumentRefused('not-ours-to-say');
    return quoting;
}
