import type { Readable } from 'node:stream';
import type { StoredKind } from './keys';

/** Something stored, as it is read. */
export interface StoredFile {
    bytes: number;
    /** Strong, with its quotes: what stands under a key never changes. */
    etag: string;
    modifiedAt: Date;
    /** `end` is the last byte that is wanted. */
    read(range?: ByteRange): ReadableStream<Uint8Array>;
    /** The same for Node, at once where it is short; undefined where it was removed since. */
    content(range?: ByteRange): Promise<Readable | Uint8Array | undefined>;
}

export interface ByteRange {
    start: number;
    end: number;
}

/** Something stored, as it is listed. */
export interface ListedFile {
    key: string;
    bytes: number;
    modifiedAt: Date;
}

/** A place where files are kept by key. Whoever reads finds all of a file or nothing, also after a crash. */
export interface Store {
    /** @throws NoRoom */
    put(key: string, bytes: Uint8Array): Promise<void>;
    /** Takes the file at `path` over, which is gone afterwards. @throws NoRoom */
    putFile(key: string, path: string): Promise<void>;
    /** The same, and the file stays where it is. @throws NoRoom */
    putCopy(key: string, path: string): Promise<void>;
    /** Undefined where there is nothing of that name. */
    open(key: string): Promise<StoredFile | undefined>;
    /** Lends the path of a local file with the same content, not to be changed. @throws NotFound */
    withLocalCopy<T>(key: string, use: (path: string) => Promise<T>): Promise<T>;
    /** Stores the same under another key as well. Nothing to copy is fine. @throws NoRoom */
    copy(from: string, to: string): Promise<void>;
    /** Nothing to remove is fine. */
    remove(key: string): Promise<void>;
    /** Everything of a kind that was stored before `before`. */
    list(kind: StoredKind, before: Date): AsyncGenerator<ListedFile>;
    /** Removes what was begun before `before` and never finished; returns how many there were. */
    forgetUnfinished(before: Date): Promise<number>;
}
