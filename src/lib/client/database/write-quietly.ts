import { database } from './open';
import { dropOldestPictures } from './pictures';
import type { Change } from './records';
import { makeRoom } from './retention';

/** Did the device refuse to keep more? */
export function isQuotaError(error: unknown): boolean {
    return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/** Hears whether the last write found room. */
export type RoomObserver = (full: boolean) => void;
let observer: RoomObserver = () => {};
export function observeRoom(next: RoomObserver): void {
    observer = next;
}

/** Hears when something was kept that exists nowhere else: a draft, or a post to be sent. */
let preciousObserver: () => void = () => {};
export function observePrecious(next: () => void): void {
    preciousObserver = next;
}

/** What goes on a full device, one after the other, until a write finds room. */
const WAYS_TO_ROOM: readonly (() => Promise<void>)[] = [
    () => dropOldestPictures(0.5),
    () => dropOldestPictures(1),
    () => makeRoom(database()),
];

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
    let refusal = await attempt(changes);
    for (const makeSome of WAYS_TO_ROOM) {
        if (!refusal) break;
        // On a device that is full to the brim even throwing away may be refused.
        await makeSome().catch(() => {});
        refusal = await attempt(changes);
    }
    observer(refusal !== null);
    if (refusal) throw refusal;
    if (changes.some(isPrecious)) preciousObserver();
}

function isPrecious(change: Change): boolean {
    if (!('put' in change)) return false;
    return change.store === 'drafts' || (change.store === 'outbox' && change.put.type === 'post');
}

/** Null when it was written, the refusal of a full device otherwise. */
async function attempt(changes: readonly Change[]): Promise<unknown> {
    try {
        await database().write(changes);
        return null;
    } catch (error) {
        if (!isQuotaError(error)) throw error;
        return error;
    }
}
