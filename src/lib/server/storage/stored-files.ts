/**
 * The files of the community, wherever the operator keeps them. Where both places are set up, one is where files go, and
 * what is still in the other is found there, so that files can be moved while they are looked at.
 */
import { config, type StoreSettings } from '../config';
import { NotFound } from '../errors';
import type { StoredKind } from './keys';
import { localDisk } from './local-disk';
import { s3Store } from './s3';
import type { ListedFile, Store, StoredFile } from './store';

/** Where files go, and where some may still be. */
export function stores(): { first: Store; second?: Store } {
    const { kind, s3 } = config().storage;
    if (!s3) return { first: localDisk };
    const bucket = bucketOf(s3);
    return kind === 's3' ? { first: bucket, second: localDisk } : { first: localDisk, second: bucket };
}

let known: { settings: StoreSettings; store: Store } | undefined;

function bucketOf(settings: StoreSettings): Store {
    if (known?.settings !== settings) known = { settings, store: s3Store(settings) };
    return known.store;
}

/**
 * Stores bytes under a key of their own. Whoever reads finds all of them or nothing, also after a crash.
 * @throws NoRoom where the disk is full, ServiceUnavailable where S3 is away.
 */
export function put(key: string, bytes: Uint8Array): Promise<void> {
    return stores().first.put(key, bytes);
}

/**
 * Takes a finished local file over, which is gone from `path` afterwards.
 * @throws NoRoom where the disk is full, ServiceUnavailable where S3 is away.
 */
export function putFile(key: string, path: string): Promise<void> {
    return stores().first.putFile(key, path);
}

/** Undefined where there is nothing of that name. @throws ServiceUnavailable */
export async function openStored(key: string): Promise<StoredFile | undefined> {
    const { first, second } = stores();
    return (await first.open(key)) ?? (await second?.open(key));
}

/**
 * Lends the path of a local file with what is stored, for programs that read files. It must not be changed, and may be
 * gone when `use` has ended.
 * @throws NotFound where there is nothing of that name, NoRoom, ServiceUnavailable
 */
export async function withLocalCopy<T>(key: string, use: (path: string) => Promise<T>): Promise<T> {
    const holder = await holderOf(key);
    if (!holder) throw new NotFound();
    return holder.withLocalCopy(key, use);
}

/** Stores the same under another key as well. Nothing to copy is fine. @throws NoRoom, ServiceUnavailable */
export async function copyStored(from: string, to: string): Promise<void> {
    await (await holderOf(from))?.copy(from, to);
}

/** Removes it. Nothing to remove is fine. @throws ServiceUnavailable */
export async function removeStored(key: string): Promise<void> {
    const { first, second } = stores();
    await first.remove(key);
    await second?.remove(key);
}

/** Everything of a kind that was stored before `before`. @throws ServiceUnavailable */
export async function* listStored(kind: StoredKind, before: Date): AsyncGenerator<ListedFile> {
    const { first, second } = stores();
    yield* first.list(kind, before);
    if (second)
        for await (const file of second.list(kind, before)) if (!(await first.open(file.key))) yield file;
}

/** Removes what was begun before `before` and never finished; returns how many there were. */
export async function forgetUnfinished(before: Date): Promise<number> {
    const { first, second } = stores();
    return (await first.forgetUnfinished(before)) + ((await second?.forgetUnfinished(before)) ?? 0);
}

async function holderOf(key: string): Promise<Store | undefined> {
    const { first, second } = stores();
    if (!second || (await first.open(key))) return first;
    return (await second.open(key)) && second;
}
