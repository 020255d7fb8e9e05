import type { Instance } from '$lib/mastodon-api/entities';
import { composer } from '../stores/composer.svelte';
import { uploads } from '../stores/uploads.svelte';

type Limits = Pick<Instance['configuration'], 'statuses' | 'media_attachments'>;

/** Why files were not taken. */
export type AttachProblem = 'type' | 'size' | 'count';

/** Sends the files that the post in the composer may show. Answers why others were left out, each reason once. */
export function attachMedia(files: readonly File[], limits: Limits): Set<AttachProblem> {
    const problems = new Set<AttachProblem>();
    const { draft } = composer;
    if (!draft) return problems;
    const { supported_mime_types: types, image_size_limit: bytes } = limits.media_attachments;
    const room = limits.statuses.max_media_attachments - draft.media.length;
    for (const file of files) {
        if (!types.includes(file.type)) problems.add('type');
        else if (file.size > bytes) problems.add('size');
        else if (uploads.of(draft.id).length >= room) problems.add('count');
        else uploads.add(draft.id, file, (media) => void composer.attach(draft.id, media));
    }
    return problems;
}
