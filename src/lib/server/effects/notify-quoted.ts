import { and, eq, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { inTransaction, type Database, type Transaction } from '../db';
import { accounts, statuses } from '../db/schema';
import { notify, withdrawNotifications } from '../domain/notifications';
import type { Effect } from './effect';

/** Tells a member that their post is quoted, once the quote stands. */
export const notifyQuoted: Effect<'quote.made' | 'quote.accepted'> = (db, { statusId }) =>
    inTransaction(db, async (tx) => {
        const quote = await findStanding(tx, statusId);
        if (quote)
            await notify(tx, {
                kind: 'quote',
                accountId: quote.quotedAuthorId,
                fromAccountId: quote.quoterId,
                statusId,
            });
    });

/** A quote that was taken back is nothing to be told of. */
export const withdrawQuote: Effect<'quote.revoked'> = async (db, { statusId }) => {
    const quoted = alias(statuses, 'quoted');
    const [quote] = await db
        .select({ accountId: quoted.accountId, fromAccountId: statuses.accountId })
        .from(statuses)
        .innerJoin(quoted, eq(quoted.id, statuses.quoteOfId))
        .where(eq(statuses.id, statusId));
    if (quote) await withdrawNotifications(db, { kinds: ['quote'], ...quote, statusId });
};

async function findStanding(tx: Transaction, statusId: string) {
    const quoted = alias(statuses, 'quoted');
    const [quote] = await tx
        .select({ quoterId: statuses.accountId, quotedAuthorId: quoted.accountId })
        .from(statuses)
        .innerJoin(quoted, eq(quoted.id, statuses.quoteOfId))
        .where(and(eq(statuses.id, statusId), eq(statuses.quoteState, 'accepted')))
        .for('share', { of: statuses });
    return quote;
}

/** Tells the members who quote a post that it reads differently now. It is about their own post, by the editor. */
export const notifyQuoters: Effect<'status.edited'> = async (db, { statusId }) => {
    for (const { id, accountId, editorId, editedAt } of await quotesByMembers(db, statusId))
        await inTransaction(db, (tx) =>
            notify(tx, {
                kind: 'quoted-edit',
                accountId,
                fromAccountId: editorId,
                statusId: id,
                occasion: editedAt?.toISOString(),
            }),
        );
};

function quotesByMembers(db: Database, quotedId: string) {
    const quoted = alias(statuses, 'quoted');
    return db
        .select({
            id: statuses.id,
            accountId: statuses.accountId,
            editorId: quoted.accountId,
            editedAt: quoted.editedAt,
        })
        .from(statuses)
        .innerJoin(accounts, and(eq(accounts.id, statuses.accountId), isNull(accounts.domain)))
        .innerJoin(quoted, eq(quoted.id, statuses.quoteOfId))
        .where(and(eq(statuses.quoteOfId, quotedId), eq(statuses.quoteState, 'accepted')));
}
