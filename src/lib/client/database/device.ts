import { openDB, type IDBPDatabase } from 'idb';
import type { CredentialAccount } from '$lib/mastodon-api/entities';
import type { QuietHours } from '../quiet-hours';

/** What the device knows before any account's database is open; the service worker reads it too. */
interface DeviceRecords {
    /** Who is signed in here, as last seen: the app starts offline as this person. */
    me: CredentialAccount;
    /** Bytes of pictures of posts that may be kept. */
    mediaBytes: number;
    /** When what is pushed comes without a sound. */
    quietHours: QuietHours;
    /** The language of the interface here. */
    locale: string;
}

const NAME = 'atoll';
const STORE = 'device';

async function withDevice<T>(use: (connection: IDBPDatabase) => Promise<T>): Promise<T> {
    const connection = await openDB(NAME, 1, {
        upgrade: (database) => void database.createObjectStore(STORE),
    });
    try {
        return await use(connection);
    } finally {
        connection.close();
    }
}

/** Undefined when it was never written, or when the browser keeps nothing. */
export async function readDevice<K extends keyof DeviceRecords>(
    key: K,
): Promise<DeviceRecords[K] | undefined> {
    try {
        return await withDevice(
            (connection) => connection.get(STORE, key) as Promise<DeviceRecords[K] | undefined>,
        );
    } catch {
        return undefined;
    }
}

/** Does nothing where the browser keeps nothing. */
export async function writeDevice<K extends keyof DeviceRecords>(
    key: K,
    value: DeviceRecords[K] | undefined,
): Promise<void> {
    try {
        await withDevice(async (connection) => {
            if (value === undefined) await connection.delete(STORE, key);
            else await connection.put(STORE, value, key);
        });
    } catch {
        // A browser that refuses storage: the app works online only.
    }
}
