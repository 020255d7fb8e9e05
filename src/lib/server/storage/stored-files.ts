/** The files of the community, wherever the operator keeps them. */
import type { StoredKind } from './keys';
import { localDisk } from './local-disk';
import type { ListedFile, StoredFile } from './store';

/**
 * Stores bytes under a key of their own. Whoever reads finds all of them or nothing, also after a crash.
 * @throws NoRoom where the disk is full.
 */
export function put(key: string, bytes: Uint8Array): Promise<void> {
    return localDisk.put(key, bytes);
}

/**
 * Takes a finished local file over, which is gone from `path` afterwards.
 * @throws NoRoom where the disk is full.
 */
export function putFile(key: string, path: string): Promise<void> {
    return localDisk.putFile(key, path);
}

/** Undefined where there is nothing of that name. */
export function openStored(key: string): Promise<StoredFile | undefined> {
    return localDisk.open(key);
}

/**
 * Lends the path of a local file with what is stored, for programs that read files. It must not be changed, and may be
 * gone when `use` has ended.
 * @throws NotFound where there is nothing of that name.
 */
export function withLocalCopy<T>(key: string, use: (path: string) => Promise<T>): Promise<T> {
    return localDisk.withLocalCopy(key, use);
}

/** Stores the same under another key as well. Nothing to copy is fine. @throws NoRoom */
export function copyStored(from: string, to: string): Promise<void> {
    return localDisk.copy(from, to);
}

/** Removes it. Nothing to remove is fine. */
export function removeStored(key: string): Promise<void> {
    return localDisk.remove(key);
}

/** Everything of a kind that was stored before `before`. */
export function listStored(kind: StoredKind, before: Date): AsyncGenerator<ListedFile> {
    return localDisk.list(kind, before);
}

/** Removes what was begun before `before` and never finished; returns how many there were. */
export function forgetUnfinished(before: Date): Promise<number> {
    return localDisk.forgetUnfinished(before);
}
