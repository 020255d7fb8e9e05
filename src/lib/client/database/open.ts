import { deleteDB } from 'idb';
import { IndexedDatabase } from './indexed-database';
import { MemoryDatabase } from './memory-database';
import { OverflowingDatabase } from './overflowing-database';
import type { LocalDatabase } from './records';

const nameFor = (accountId: string) => `atoll-${accountId}`;

/** Opens what the device keeps for an account; where the browser keeps nothing, a memory that lasts as the page does. */
export async function openDatabase(accountId: string): Promise<LocalDatabase> {
    if (!('indexedDB' in globalThis)) return new MemoryDatabase();
    const database = new IndexedDatabase(nameFor(accountId));
    try {
        await database.open();
        return new OverflowingDatabase(database);
    } catch {
        return new MemoryDatabase();
    }
}

/** Leaves nothing of the account on this device. */
export async function deleteDatabase(accountId: string): Promise<void> {
    if ('indexedDB' in globalThis) await deleteDB(nameFor(accountId));
}

let current: LocalDatabase | null = null;

/** The database of the account that is signed in; a memory of its own until there is one. */
export function database(): LocalDatabase {
    return (current ??= new MemoryDatabase());
}

/** Says which account's database the stores work on. */
export function useDatabase(next: LocalDatabase): void {
    if (current && current !== next) current.close();
    current = next;
}
