import { randomBytes } from 'node:crypto';
import { config } from '../config';

/** What is stored, and where: each kind has a folder of its own. */
export type StoredKind = 'avatars' | 'headers' | 'emoji' | 'stillemoji' | 'attachments' | 'previews';

/** 160 bits: nobody finds what they were not told of. */
const NAME_BYTES = 20;
const KEY = /^[a-z]+\/[\w-]{27}\.[a-z0-9]{2,5}$/;

/** A name for something new, such as `avatars/…random….webp`. */
export function newKey(kind: StoredKind, extension: string): string {
    return `${kind}/${randomBytes(NAME_BYTES).toString('base64url')}.${extension}`;
}

/** Another name for the same: of the same kind and type. */
export function newKeyLike(key: string): string {
    const [kind = '', extension = ''] = key.split(/\/.*\./);
    return newKey(kind as StoredKind, extension);
}

/** Whether `text` has the form of a key: no other path is ever opened. */
export function isKey(text: string): boolean {
    return KEY.test(text);
}

/** Where the world finds it. */
export function addressOfKey(key: string): string {
    return `${config().origin}/media/${key}`;
}

/** The key behind an address of ours; undefined for any other. */
export function keyOfAddress(address: string | null | undefined): string | undefined {
    const start = `${config().origin}/media/`;
    const key = address?.startsWith(start) ? address.slice(start.length) : '';
    return isKey(key) ? key : undefined;
}
