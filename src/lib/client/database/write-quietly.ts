import { database } from './open';
import type { Change } from './records';
import { makeRoom } from './retention';

/** Did the device refuse to keep more? */
export function isQuotaError(error: unknown): boolean {
    return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/**
 * Keeps what can be fetched again. On a full device the oldest goes first; when even that does not help, the app goes
 * on from memory: reading must never fail because the device is full.
 */
export async function writeQuietly(changes: readonly Change[]): Promise<void> {
    try {
        await writeSurely(changes);
    } catch (error) {
        console.warn('The device keeps no more', error);
    }
}

/** Keeps what exists nowhere else, drafts and the outbox: makes room when the device is full, and throws at last. */
export async function writeSurely(changes: readonly Change[]): Promise<void> {
    try {
        await database().write(changes);
    } catch (error) {
        if (!isQuotaError(error)) throw error;
        await makeRoom(database());
        await database().write(changes);
    }
}
