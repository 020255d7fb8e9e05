import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db';
import { statuses } from '../../db/schema';
import type { StatusRow } from '../statuses';

type QuoteState = StatusRow['quoteState'];

/**
 * Brings the quote that `statusId` makes from one of the states `from` to another, and keeps the number of quotes of the
 * quoted post exact. Undefined where the quote stood elsewhere: of two changes at once the second finds nothing to do.
 */
export async function moveQuote(
    tx: Transaction,
    statusId: string,
    {
        from,
        to,
        ...values
    }: { from: readonly QuoteState[]; to: QuoteState } & Partial<
        Pick<StatusRow, 'quoteOfId' | 'quoteApprovalUri'>
    >,
): Promise<StatusRow | undefined> {
    const [before] = await tx.select().from(statuses).where(eq(statuses.id, statusId)).for('update');
    if (!before || !from.includes(before.quoteState)) return undefined;
    const [after] = await tx
        .update(statuses)
        .set({ ...values, quoteState: to })
        .where(eq(statuses.id, statusId))
        .returning();
    const change = Number(to === 'accepted') - Number(before.quoteState === 'accepted');
    if (after?.quoteOfId && change !== 0)
        await tx
            .update(statuses)
            .set({ quotesCount: sql`greatest(${statuses.quotesCount} + ${change}, 0)` })
            .where(eq(statuses.id, after.quoteOfId));
    return after;
}
