import { sql } from 'drizzle-orm';
import type { mediaAttachments, MediaVariant } from '../../db/schema';
import { twinKey, type Rendition } from '../../media';
import { newKey, put, removeStored } from '../../storage';

/** The columns of a row that name its files. Who adds one adds it here, and twice below. */
export type NamedFiles = Pick<
    typeof mediaAttachments.$inferSelect,
    'key' | 'previewKey' | 'sourceKey' | 'variants'
>;

/** What a statement returns of them. */
export const namedFiles = sql`key, preview_key as "previewKey", source_key as "sourceKey", variants`;

const EXTENSIONS: Record<string, string> = {
    'image/jpeg': 'jpg',
    'image/png': 'png',
    'image/webp': 'webp',
    'image/gif': 'gif',
};

/** A rendition and its twin, as they are stored. */
export interface StoredRendition {
    key: string;
    variants: MediaVariant[];
    bytes: number;
}

/** Every file of a row. */
export function filesOf({ key, previewKey, sourceKey, variants }: NamedFiles): string[] {
    return [key, previewKey, sourceKey, ...variants.map((variant) => variant.key)].filter(
        (name) => name !== null,
    );
}

/** Stores a rendition and its twin under a new name: both, or neither where it fails. */
export async function storeRendition(
    kind: 'attachments' | 'previews',
    mimeType: string,
    { bytes, twin }: Rendition,
): Promise<StoredRendition> {
    const key = newKey(kind, EXTENSIONS[mimeType] ?? 'bin');
    const variants = twin
        ? [{ mimeType: twin.mimeType, key: twinKey(key, twin.mimeType), bytes: twin.bytes.length }]
        : [];
    try {
        // The twin first: whoever is told of the name finds the better one from the beginning.
        for (const variant of variants) await put(variant.key, twin?.bytes ?? bytes);
        await put(key, bytes);
    } catch (error) {
        await discardRenditions([{ key, variants }]);
        throw error;
    }
    return { key, variants, bytes: bytes.length + (twin?.bytes.length ?? 0) };
}

/** Removes what no row came to name. What cannot be removed is found at night. */
export async function discardRenditions(
    stored: readonly Pick<StoredRendition, 'key' | 'variants'>[],
): Promise<void> {
    const keys = stored.flatMap(({ key, variants }) => [key, ...variants.map((variant) => variant.key)]);
    await Promise.allSettled(keys.map(removeStored));
}
