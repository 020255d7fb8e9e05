import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { updateMedia } from '../api/media';
import { focusOf, wordsOf } from '../drafts/media-words';
import { composer } from '../stores/composer.svelte';
import { outbox } from '../stores/outbox.svelte';

/**
 * The server has a file ready: what was said about it meanwhile is told, and whatever waits for it, drafts and posts
 * alike, has it from now on. Rejects, leaving everything as it was, when the server cannot be told.
 */
export async function mediaArrived(id: string, media: MediaAttachment): Promise<void> {
    const awaited = (await composer.awaited(id)) ?? outbox.awaited(id);
    // Nothing shows it any more: the server forgets what no post takes.
    if (!awaited) return;
    const { description, meta } = awaited;
    const said = description !== null || meta?.focus !== undefined;
    const known = said
        ? await updateMedia(
              fetch,
              media.id,
              wordsOf({ ...media, description, meta: { ...media.meta, focus: focusOf(awaited) } }),
          )
        : media;
    await composer.arrived(id, known);
    await outbox.arrived(id, known);
}
