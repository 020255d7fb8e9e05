import { randomBytes } from 'node:crypto';
import { config } from '../config';

/** What the world may fetch by its name. */
const SERVED = ['avatars', 'headers', 'emoji', 'stillemoji', 'attachments', 'previews', 'branding'] as const;

/** What only this server reads: what was sent and is not made ready yet, and files of other servers. */
const HELD = ['sources', 'remote'] as const;

/** Every kind there is. */
export const STORED_KINDS = [...SERVED, ...HELD] as const;

/** What is stored, and where: each kind has a folder of its own. */
export type StoredKind = (typeof STORED_KINDS)[number];

/** 160 bits: nobody finds what they were not told of. */
const NAME_BYTES = 20;
const KEY = new RegExp(`^(${STORED_KINDS.join('|')})/[\\w-]{27}\\.[a-z0-9]{2,5}$`);
const SERVED_KEY = new RegExp(`^(${SERVED.join('|')})/`);

/** A name for something new, such as `avatars/…random….webp`. */
export function newKey(kind: StoredKind, extension: string): string {
    return `${kind}/${randomBytes(NAME_BYTES).toString('base64url')}.${extension}`;
}

/** Another name for the same: of the same kind and type. */
export function newKeyLike(key: string): string {
    const [kind = '', extension = ''] = key.split(/\/.*\./);
    return newKey(kind as StoredKind, extension);
}

/** The same name with another ending: what belongs to a file is found beside it. */
export function withExtension(key: string, extension: string): string {
    return `${key.slice(0, key.lastIndexOf('.'))}.${extension}`;
}

/** Whether `text` has the form of a key: no other path is ever opened. */
export function isKey(text: string): boolean {
    return KEY.test(text);
}

/** Whether `text` is the key of something that the world may fetch. */
export function isServed(text: string): boolean {
    return isKey(text) && SERVED_KEY.test(text);
}

/** Where the world finds it. */
export function addressOfKey(key: string): string {
    return `${config().mediaOrigin}/media/${key}`;
}

/** Everywhere it was said to be: also where it was before media had an origin of their own. */
export function addressesOfKey(key: string): string[] {
    const { origin, mediaOrigin } = config();
    return [...new Set([mediaOrigin, origin])].map((start) => `${start}/media/${key}`);
}

/** The key behind an address of ours, also one of before media had a host of their own; undefined for any other. */
export function keyOfAddress(address: string | null | undefined): string | undefined {
    const { origin, mediaOrigin } = config();
    const found = [mediaOrigin, origin].find((start) => address?.startsWith(`${start}/media/`));
    const key = found === undefined ? '' : (address?.slice(`${found}/media/`.length) ?? '');
    return isKey(key) ? key : undefined;
}
