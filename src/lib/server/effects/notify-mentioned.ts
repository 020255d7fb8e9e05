import { inTransaction } from '../db';
import { notify } from '../domain/notifications';
import type { Effect } from './effect';
import { outlineOf } from './outline-of';

/** Tells the members a post names. Those it named before an edit know already. */
export const notifyMentioned: Effect<'status.created' | 'status.sent' | 'status.edited'> = async (
    db,
    fact,
) => {
    const { namedIds = [], authorId = '' } = (await outlineOf(db, fact)) ?? {};
    const about = { kind: 'mention', fromAccountId: authorId, statusId: fact.statusId } as const;
    for (const accountId of namedIds) await inTransaction(db, (tx) => notify(tx, { ...about, accountId }));
};
