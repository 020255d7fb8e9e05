import { LRUCache } from 'lru-cache';
import { openStored, withExtension, type StoredFile } from '../storage';

/** Which twins a file may have, by the format it is kept in: better ones first. */
const TWINS: Record<string, readonly string[]> = { jpg: ['webp'], png: ['webp'], webp: ['avif'] };
const MIME_TYPES: Record<string, string> = { webp: 'image/webp', avif: 'image/avif' };
const EXTENSIONS: Record<string, string> = { 'image/webp': 'webp', 'image/avif': 'avif' };

/** Nothing is asked for twice that is not there. A name is never used again, so nothing comes to be there later. */
const without = new LRUCache<string, true>({ max: 20_000 });

/** Under which name the twin of a file is stored: the same but for how it ends, so that nobody has to look it up. */
export function twinKey(key: string, mimeType: string): string {
    return withExtension(key, EXTENSIONS[mimeType] ?? 'bin');
}

/** What a file may be the twin of. */
export function twinsOfKey(key: string): string[] {
    return Object.entries(TWINS)
        .filter(([, extensions]) => extensions.some((extension) => key.endsWith(`.${extension}`)))
        .map(([extension]) => withExtension(key, extension));
}

/** Whether a file of this name may have a twin, and what is answered for it depends on `Accept`. */
export function mayHaveTwin(key: string): boolean {
    return twinNames(key).length > 0;
}

/**
 * The twin of a file, where there is one that a client names among what it accepts: who says that anything will do, as
 * other servers do, gets the file itself. Undefined where there is none. RFC 9110, 12.5.1
 */
export async function openTwin(
    key: string,
    accept: string | null,
): Promise<{ key: string; file: StoredFile } | undefined> {
    for (const name of twinNames(key)) {
        const type = MIME_TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? '';
        if (!names(accept ?? '', type) || without.has(name)) continue;
        const file = await openStored(name);
        if (file) return { key: name, file };
        without.set(name, true);
    }
    return undefined;
}

function twinNames(key: string): string[] {
    const extension = key.slice(key.lastIndexOf('.') + 1);
    const kinds = /^(attachments|previews)\//;
    return kinds.test(key) ? (TWINS[extension] ?? []).map((twin) => withExtension(key, twin)) : [];
}

function names(accept: string, type: string): boolean {
    return accept.split(',').some((part) => {
        const [range = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase());
        return range === type && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    });
}
