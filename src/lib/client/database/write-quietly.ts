import { database } from './open';
import { dropOldestPictures } from './pictures';
import { isQuotaError } from './quota-error';
import type { Change, LocalDatabase } from './records';
import { makeRoom } from './retention';

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
        await withRoom(() => database().write(changes));
    } catch (error) {
        console.warn('The device keeps no more', error);
    }
}

/**
 * Keeps what exists nowhere else, such as drafts: makes room when the device is full, and where even that does not help
 * holds it as long as the page is open.
 */
export async function writeSurely(changes: readonly Change[]): Promise<void> {
    await surely(() => database().write(changes));
    if (changes.some((change) => 'put' in change && change.store === 'drafts')) tellPrecious();
}

/** Something is on the device now that exists nowhere else. */
export function tellPrecious(): void {
    preciousObserver();
}

/**
 * Does a write of what exists nowhere else. Where a full device refuses it and there is no room to be made, it is held for
 * the life of the page; rejects where nothing can hold it.
 */
export async function surely<T>(write: () => Promise<T>): Promise<T> {
    try {
        return await withRoom(write);
    } catch (error) {
        const here = database();
        if (!isQuotaError(error) || !here.holdRefused) throw error;
        return here.holdRefused(write);
    }
}

/** Milliseconds for which it is not tried again to make room. */
const IN_VAIN = 60_000;
const refusedAt = new WeakMap<LocalDatabase, number>();

/** Does a write; on a full device room is made, and it is done again. Rejects when even that does not help. */
async function withRoom<T>(write: () => Promise<T>): Promise<T> {
    let attempt = await attempted(write);
    // Where nothing helped a moment ago, nothing will now.
    const inVain = Date.now() - (refusedAt.get(database()) ?? 0) < IN_VAIN;
    for (const makeSome of inVain ? [] : WAYS_TO_ROOM) {
        if (!('refusal' in attempt)) break;
        // On a device that is full to the brim even throwing away may be refused.
        await makeSome().catch(() => {});
        attempt = await attempted(write);
    }
    observer('refusal' in attempt);
    if (!('refusal' in attempt)) return attempt.result;
    if (!inVain) refusedAt.set(database(), Date.now());
    throw attempt.refusal;
}

async function attempted<T>(write: () => Promise<T>): Promise<{ result: T } | { refusal: unknown }> {
    try {
        return { result: await write() };
    } catch (error) {
        if (!isQuotaError(error)) throw error;
        return { refusal: error };
    }
}
