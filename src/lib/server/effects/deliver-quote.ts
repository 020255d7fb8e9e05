import { eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { addressingOf, reachesFollowers } from '../activitypub/addressing';
import type { Database } from '../db';
import { accounts, statuses } from '../db/schema';
import {
    loadNote,
    quoteAnswerActivity,
    quoteRequestActivity,
    quoteRevocationActivity,
    type QuoteAddresses,
} from '../federation/documents';
import { enqueueActivity, followerInboxes, inboxesOf, PRIORITY } from '../federation/outbox';
import { deliverChange } from './deliver-status';
import type { Effect } from './effect';

/** Asks an author elsewhere whether a member's post may quote theirs. */
export const deliverQuoteRequest: Effect<'quote.made'> = async (db, { statusId }) => {
    const quote = await findQuote(db, statusId);
    if (!quote || !quote.quoting.local || quote.quoting.localOnly || quote.quoted.local) return;
    const parts = quote.quoting.quoteState === 'pending' && (await loadNote(db, statusId));
    if (!parts) return;
    await enqueueActivity(db, {
        accountId: quote.quoting.accountId,
        activity: quoteRequestActivity(parts, addressesOf(quote).quoted),
        inboxes: await inboxesOf(db, [quote.quoted.accountId], { personal: true }),
        priority: PRIORITY.direct,
    });
};

/** Gives somebody elsewhere a member's consent to their quote. */
export const deliverQuoteAcceptance: Effect<'quote.accepted'> = (db, { statusId, requestUri }) =>
    answer(db, statusId, requestUri, true);

/** Tells somebody elsewhere that a member does not want their quote. */
export const deliverQuoteRejection: Effect<'quote.rejected'> = (db, { statusId, requestUri }) =>
    answer(db, statusId, requestUri, false);

async function answer(
    db: Database,
    statusId: string,
    requestUri: string | null,
    isAccepted: boolean,
): Promise<void> {
    const quote = requestUri === null ? undefined : await findQuote(db, statusId);
    if (!quote || requestUri === null || !quote.quoted.local || quote.quoting.local) return;
    const stampUri = isAccepted ? (quote.quoting.quoteApprovalUri ?? undefined) : undefined;
    if (isAccepted && (!stampUri || quote.quoting.quoteState !== 'accepted')) return;
    await enqueueActivity(db, {
        accountId: quote.quoted.accountId,
        activity: quoteAnswerActivity(addressesOf(quote), { requestUri, stampUri, quotingId: statusId }),
        inboxes: await inboxesOf(db, [quote.quoting.accountId], { personal: true }),
        priority: PRIORITY.direct,
    });
}

/** Tells whoever may hold a quote of a member's post that the member's consent is taken back. */
export const deliverQuoteRevocation: Effect<'quote.revoked'> = async (db, { statusId, stampUri }) => {
    const quote = stampUri === null ? undefined : await findQuote(db, statusId);
    if (!quote?.quoted.local || stampUri === null) return;
    const { quoted, quoting, quotedAuthor, quotingAuthor } = quote;
    if (quoted.localOnly) return;
    const addressing = addressingOf(quoted.visibility, {
        followersUrl: quotedAuthor.followersUrl,
        mentioned: [quotingAuthor.uri],
    });
    const isForFollowers = reachesFollowers(addressing, quotedAuthor.followersUrl);
    await enqueueActivity(db, {
        accountId: quoted.accountId,
        activity: quoteRevocationActivity(stampUri, addressesOf(quote), addressing),
        inboxes: [
            ...(isForFollowers ? await followerInboxes(db, quoted.accountId) : []),
            ...(await inboxesOf(db, [quoting.accountId])),
        ],
    });
};

/** Sends a member's post again to whoever has it: what it quotes may be shown from now on, or no longer. */
export const deliverQuoteChange: Effect<'quote.accepted' | 'quote.revoked' | 'quote.rejected'> = (
    db,
    { type, statusId },
) => deliverChange(db, statusId, type);

/** Sends a member's post again because others may do other things with it. */
export const deliverPolicy: Effect<'status.policy-changed'> = (db, { statusId, at }) =>
    deliverChange(db, statusId, `policy-${at}`);

/** A quote with everybody it concerns; undefined where one of the posts is gone. */
async function findQuote(db: Database, statusId: string) {
    const quoted = alias(statuses, 'quoted');
    const quotedAuthor = alias(accounts, 'quoted_author');
    const [quote] = await db
        .select({ quoting: statuses, quotingAuthor: accounts, quoted, quotedAuthor })
        .from(statuses)
        .innerJoin(accounts, eq(accounts.id, statuses.accountId))
        .innerJoin(quoted, eq(quoted.id, statuses.quoteOfId))
        .innerJoin(quotedAuthor, eq(quotedAuthor.id, quoted.accountId))
        .where(eq(statuses.id, statusId));
    return quote;
}

function addressesOf({
    quoting,
    quotingAuthor,
    quoted,
    quotedAuthor,
}: NonNullable<Awaited<ReturnType<typeof findQuote>>>): QuoteAddresses {
    return {
        quoting: { uri: quoting.uri, authorUri: quotingAuthor.uri },
        quoted: { uri: quoted.uri, authorUri: quotedAuthor.uri },
    };
}
