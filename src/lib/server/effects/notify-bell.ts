import { inTransaction } from '../db';
import { notify } from '../domain/notifications';
import { canSee } from '../domain/statuses';
import type { Effect } from './effect';
import { outlineOf } from './outline-of';

/** Tells those who asked to hear of every post of its author. */
export const notifyBell: Effect<'status.created' | 'status.sent'> = async (db, fact) => {
    const { listenerIds = [], authorId = '' } = (await outlineOf(db, fact)) ?? {};
    const about = { kind: 'status', fromAccountId: authorId, statusId: fact.statusId } as const;
    for (const accountId of listenerIds)
        await inTransaction(db, async (tx) => {
            if (await canSee(tx, { accountId }, fact.statusId)) await notify(tx, { ...about, accountId });
        });
};
