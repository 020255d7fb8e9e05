import { and, eq } from 'drizzle-orm';
import { inTransaction, type Queryable } from '../../db';
import { notifications } from '../../db/schema';

/** The question is answered with yes: what stands in the list of `accountId` is now somebody who follows. */
export function turnRequestIntoFollow(
    db: Queryable,
    accountId: string,
    fromAccountId: string,
): Promise<void> {
    return inTransaction(db, async (tx) => {
        const of = (kind: 'follow' | 'follow-request') =>
            and(
                eq(notifications.accountId, accountId),
                eq(notifications.fromAccountId, fromAccountId),
                eq(notifications.kind, kind),
            );
        const [question] = await tx
            .select({ id: notifications.id })
            .from(notifications)
            .where(of('follow-request'));
        if (!question) return;
        await tx.delete(notifications).where(of('follow'));
        await tx.update(notifications).set({ kind: 'follow' }).where(eq(notifications.id, question.id));
    });
}
