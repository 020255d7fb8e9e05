import { eq } from 'drizzle-orm';
import { inTransaction, type Queryable } from '../../db';
import { statuses } from '../../db/schema';
import { askPermission, type StatusRow } from '../statuses';

/** Lets a quote of somebody elsewhere wait until the quoted author decides. */
export function askToQuote(
    db: Queryable,
    { quoting, quoted, requestUri }: { quoting: StatusRow; quoted: StatusRow; requestUri: string },
): Promise<void> {
    return inTransaction(db, async (tx) => {
        await tx.update(statuses).set({ quoteOfId: quoted.id }).where(eq(statuses.id, quoting.id));
        const request = { byStatusId: quoting.id, uri: requestUri };
        await askPermission(tx, { accountId: quoting.accountId }, 'quote', quoted, request);
    });
}
