import type { Transaction } from '../../db';
import { enqueue, type JobKind } from '../../jobs';
import { removeStored } from '../../storage';

/** The queue of files that nothing shows any more. */
export const DISCARDED = 'discarded-files';

/** Removes files as soon as the transaction that forgot them has ended well. */
export async function discardFiles(tx: Transaction, keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await enqueue(tx, DISCARDED, [{ keys }]);
}

/** Removes files. What is gone already is fine, so that it may run twice. */
export const discardJob: JobKind<{ keys: string[] }> = {
    batch: 10,
    retries: 10,
    retryDelay: 30,
    async run(_db, { keys }) {
        for (const key of keys) await removeStored(key);
    },
};
