import { inTransaction } from '../db';
import { notify } from '../domain/notifications';
import type { Effect } from './effect';

/** Tells a member which follows ended at once, by their own refusal or somebody else's decision; only where there were any. */
export const notifySevered: Effect<'account.blocked-domain' | 'relationships.severed'> = async (
    db,
    { accountId, severanceId },
) => {
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
