import type { MediaAttachment } from '$lib/mastodon-api/entities';
import type { MediaWords } from '../api/media';

/** The point of a picture that every crop keeps; its middle, unless its author said otherwise. */
export function focusOf({ meta }: Pick<MediaAttachment, 'meta'>): { x: number; y: number } {
    return { x: meta?.focus?.x ?? 0, y: meta?.focus?.y ?? 0 };
}

/** What is said about a file now, as the API takes it. */
export function wordsOf(file: MediaAttachment): MediaWords {
    const { x, y } = focusOf(file);
    return { description: file.description ?? '', focus: `${x},${y}` };
}
