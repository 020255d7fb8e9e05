import { inTransaction } from '../db';
import { notify } from '../domain/notifications';
import type { Effect } from './effect';

/** Tells a member which follows went with the domain they refused: once, and only where there were any. */
export const notifySevered: Effect<'account.blocked-domain'> = async (db, { accountId, severanceId }) => {
    if (!severanceId) return;
    await inTransaction(db, (tx) =>
        notify(tx, {
            kind: 'severed-relationships',
            accountId,
            fromAccountId: accountId,
            occasion: severanceId,
            detail: { severanceId },
        }),
    );
};
