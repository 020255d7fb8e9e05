import { eq } from 'drizzle-orm';
import { inTransaction, newId, type Queryable } from '../../db';
import { interactionRequests, statuses } from '../../db/schema';
import type { StatusRow } from '../statuses';

/** Lets a quote wait until the quoted author decides. Asking twice is asking once. */
export function askToQuote(
    db: Queryable,
    {
        quoting,
        quoted,
        requestUri,
    }: {
        quoting: Pick<StatusRow, 'id' | 'accountId'>;
        quoted: Pick<StatusRow, 'id' | 'accountId'>;
        requestUri?: string;
    },
): Promise<void> {
    return inTransaction(db, async (tx) => {
        await tx.update(statuses).set({ quoteOfId: quoted.id }).where(eq(statuses.id, quoting.id));
        await tx
            .insert(interactionRequests)
            .values({
                id: newId(),
                kind: 'quote',
                accountId: quoted.accountId,
                fromAccountId: quoting.accountId,
                statusId: quoted.id,
                byStatusId: quoting.id,
                uri: requestUri,
            })
            .onConflictDoNothing();
    });
}
