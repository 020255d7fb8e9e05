import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { updateMedia } from '../api/media';
import { wordsOf } from '../drafts/media-words';
import { isAwaited } from '../outbox/awaited-media';
import { composer } from '../stores/composer.svelte';

/**
 * Says what is to be seen on a picture of the post in the composer, and which point its crops keep. What a post shows
 * already is changed only by editing the post, and what is on its way only once it is there: the words wait for that.
 * Rejects when the server refuses.
 */
export async function describeMedia(
    file: MediaAttachment,
    { description, focus }: { description: string; focus: { x: number; y: number } },
): Promise<void> {
    const { draft } = composer;
    if (!draft) return;
    const described = { ...file, description: description || null, meta: { ...file.meta, focus } };
    const waits = draft.editedId !== null || isAwaited(file);
    const known = waits ? described : await updateMedia(fetch, file.id, wordsOf(described));
    composer.renew([known]);
}
