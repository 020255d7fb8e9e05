import { and, eq, inArray } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { statuses } from '../../db/schema';
import type { StatusRow } from '../statuses';
import { UNDECIDED } from './accept-quote';
import { askAboutQuote } from './settle-quote';

/** Has a stamp looked into that an author elsewhere answered a member's question with. It counts once it was read there. */
export async function takeStamp(db: Database, quoting: StatusRow, stampUri: string): Promise<void> {
    await inTransaction(db, async (tx) => {
        const taken = await tx
            .update(statuses)
            .set({ quoteApprovalUri: stampUri })
            .where(and(eq(statuses.id, quoting.id), inArray(statuses.quoteState, [...UNDECIDED])))
            .returning({ id: statuses.id });
        if (taken.length > 0) await askAboutQuote(tx, { statusId: quoting.id, depth: 0 });
    });
}
