import { and, eq } from 'drizzle-orm';
import { OutboundError } from '../../activitypub/outbound-error';
import { DocumentRefused } from '../../activitypub/untrusted';
import type { Database, Queryable } from '../../db';
import { mentions, statuses } from '../../db/schema';
import { enqueue, type JobKind } from '../../jobs';
import { findAccount, instanceSigner } from '../accounts';
import { audienceRules, canSee, isBuried, mayInteract, resolveStatus, type StatusRow } from '../statuses';
import { acceptQuote, UNDECIDED } from './accept-quote';
import { moveQuote } from './move-quote';
import { verifyStamp } from './verify-stamp';

/** The queue of quotes whose target and consent have to be looked up, maybe elsewhere. */
export const QUOTES = 'quotes';

interface QuoteJob {
    statusId: string;
    /** How many quotes led to the status. */
    depth: number;
}

/** Has a quote looked into; see `settleQuote`. */
export async function askAboutQuote(db: Queryable, job: QuoteJob): Promise<void> {
    await enqueue(db, QUOTES, [job]);
}

/** Looks into one quote. Another server may take its time: this holds up other quotes alone. */
export const quoteJob: JobKind<QuoteJob> = { batch: 20, retries: 8, retryDelay: 15, run: settleQuote };

/**
 * Finds out whether a quote that came from elsewhere, or was answered there, stands: what it quotes is looked up, and
 * the quoted author's consent is read at their own server. Without one it goes on waiting; with one that does not hold
 * it is not authorized, until a better one is shown.
 * @throws DocumentRefused `unavailable`, OutboundError where trying again may help.
 */
export async function settleQuote(db: Database, { statusId, depth }: QuoteJob): Promise<void> {
    const [quoting] = await db.select().from(statuses).where(eq(statuses.id, statusId));
    if (!quoting?.quoteOfUri || !isUndecided(quoting)) return;
    const isLegacy = quoting.quoteState === null;
    const quoted = await findQuoted(db, quoting.quoteOfUri, depth + 1);
    if (!quoted || quoted.boostOfId !== null || quoted.id === quoting.id) return refuse(db, quoting);
    // Quoting oneself takes nobody's consent.
    if (quoted.accountId === quoting.accountId)
        return accept(db, quoting, { quoteOfId: quoted.id, stampUri: null, isLegacy });
    if (isLegacy) {
        if (await mayQuoteUnasked(db, quoted, quoting))
            await accept(db, quoting, { quoteOfId: quoted.id, stampUri: null, isLegacy });
        return;
    }
    await db.update(statuses).set({ quoteOfId: quoted.id }).where(eq(statuses.id, quoting.id));
    const stampUri = quoting.quoteApprovalUri;
    if (stampUri === null) return;
    // Our own stamps are given by accepting; one that is merely shown was never given, or was taken back.
    if (quoted.local) return refuse(db, quoting);
    const author = await findAccount(db, quoted.accountId);
    if (await isBuried(db, stampUri, author.uri)) return refuse(db, quoting);
    if (await verifyStamp(stampUri, { quoting, quoted, author }, await instanceSigner(db)))
        return accept(db, quoting, { quoteOfId: quoted.id, stampUri });
    return refuse(db, quoting);
}

function isUndecided({ quoteState }: StatusRow): boolean {
    return quoteState === null || UNDECIDED.some((state) => state === quoteState);
}

/** What is quoted, known or read at its origin; undefined where it will never be had. */
async function findQuoted(db: Database, uri: string, quoteDepth: number): Promise<StatusRow | undefined> {
    try {
        return await resolveStatus(db, uri, { quoteDepth });
    } catch (error) {
        const isFinal =
            error instanceof DocumentRefused
                ? error.reason !== 'unavailable'
                : error instanceof OutboundError && error.reason !== 'network' && error.reason !== 'timeout';
        if (isFinal) return undefined;
        throw error;
    }
}

/**
 * Servers that know nothing of consent quote as they like. As Mastodon does, such a quote is shown only where the quoted
 * post named the quoting author, and where a member let them; anything else stays the text and the link it came with.
 */
async function mayQuoteUnasked(db: Database, quoted: StatusRow, quoting: StatusRow): Promise<boolean> {
    const quoter = { accountId: quoting.accountId };
    if (!audienceRules[quoted.visibility].open || !(await canSee(db, quoter, quoted.id))) return false;
    if (quoted.local && (await mayInteract(db, quoter, 'quote', quoted)) !== 'automatic') return false;
    const [named] = await db
        .select({ id: mentions.accountId })
        .from(mentions)
        .where(
            and(
                eq(mentions.statusId, quoted.id),
                eq(mentions.accountId, quoting.accountId),
                eq(mentions.silent, false),
            ),
        );
    return named !== undefined;
}

async function accept(
    db: Database,
    { id }: StatusRow,
    acceptance: Parameters<typeof acceptQuote>[2],
): Promise<void> {
    await acceptQuote(db, id, acceptance);
}

async function refuse(db: Database, { id }: StatusRow): Promise<void> {
    await db.transaction((tx) => moveQuote(tx, id, { from: ['pending'], to: 'unauthorized' }));
}
