import { and, eq } from 'drizzle-orm';
import { inTransaction, isId, type Database, type Queryable, type Transaction } from '../../db';
import { statuses } from '../../db/schema';
import { Forbidden, NotFound } from '../../errors';
import { emit } from '../../events';
import type { AccountRow } from '../accounts';
import { findVisibleStatus, type StatusRow } from '../statuses';
import type { Actor } from '../users';
import { moveQuote } from './move-quote';

/**
 * Takes back the consent to a quote of an own status: it is detached, for good. Doing so twice is doing so once.
 * @throws NotFound where `id` may not be seen or `quotingId` does not quote it, Forbidden for the status of somebody else.
 */
export async function revokeQuote(
    db: Database,
    actor: Actor,
    id: string,
    quotingId: string,
): Promise<StatusRow> {
    return inTransaction(db, async (tx) => {
        const quoted = await findVisibleStatus(tx, actor, id);
        if (quoted.accountId !== actor.accountId) throw new Forbidden('This is not a post of yours');
        const quoting = await findQuote(tx, quoted.id, quotingId);
        await revoke(tx, quoting.id);
        return quoting;
    });
}

/** The author of what was quoted elsewhere has taken their stamp back. Somebody else's stamp is not theirs to take. */
export async function revokeByStamp(db: Database, author: AccountRow, stampUri: string): Promise<void> {
    await inTransaction(db, async (tx) => {
        const quotes = await tx
            .select({ id: statuses.id, quoteOfId: statuses.quoteOfId })
            .from(statuses)
            .where(eq(statuses.quoteApprovalUri, stampUri));
        for (const { id, quoteOfId } of quotes) if (await isBy(tx, author, quoteOfId)) await revoke(tx, id);
    });
}

/** The author of what was quoted elsewhere changed their mind. */
export function detachQuote(db: Queryable, statusId: string): Promise<void> {
    return inTransaction(db, (tx) => revoke(tx, statusId));
}

async function revoke(tx: Transaction, statusId: string): Promise<void> {
    const revoked = await moveQuote(tx, statusId, {
        from: ['accepted', 'pending', 'unauthorized'],
        to: 'revoked',
    });
    if (revoked) await emit(tx, { type: 'quote.revoked', statusId, stampUri: revoked.quoteApprovalUri });
}

async function findQuote(tx: Transaction, quotedId: string, id: string): Promise<StatusRow> {
    if (!isId(id)) throw new NotFound();
    const [quote] = await tx
        .select()
        .from(statuses)
        .where(and(eq(statuses.id, id), eq(statuses.quoteOfId, quotedId)));
    if (!quote) throw new NotFound();
    return quote;
}

async function isBy(tx: Transaction, { id }: AccountRow, statusId: string | null): Promise<boolean> {
    if (statusId === null) return false;
    const [own] = await tx
        .select({ id: statuses.id })
        .from(statuses)
        .where(and(eq(statuses.id, statusId), eq(statuses.accountId, id)));
    return own !== undefined;
}
