import { attachMedia, type AttachProblem } from '$lib/client/actions/attach-media';
import { community } from '$lib/client/stores/community.svelte';
import { composer } from '$lib/client/stores/composer.svelte';
import { connectivity } from '$lib/client/stores/connectivity.svelte';
import { toasts } from '$lib/client/stores/toasts.svelte';
import { formatBytes, m } from '$lib/i18n';

/** Attaches files that were chosen, pasted or dropped; says what was left out, and why. */
export function attachFiles(files: readonly File[]): void {
    const limits = community.instance?.configuration;
    if (files.length === 0 || !limits) return;
    if (composer.draft?.poll) toasts.info(m.composer_media_or_poll());
    else if (connectivity.offline) toasts.info(m.composer_media_offline());
    else {
        const words: Record<AttachProblem, () => string> = {
            type: m.composer_media_type,
            size: () =>
                m.composer_media_size({ size: formatBytes(limits.media_attachments.image_size_limit) }),
            count: () => m.composer_media_count({ count: limits.statuses.max_media_attachments }),
        };
        for (const problem of attachMedia(files, limits)) toasts.error(words[problem]());
    }
}

/** Takes the files out of a paste or a drop; text goes where it always goes, also where a picture of it comes along. */
export function takeFiles(event: Event, transfer: DataTransfer | null): void {
    const files = [...(transfer?.files ?? [])];
    if (files.length === 0 || transfer?.types.includes('text/plain')) return;
    event.preventDefault();
    attachFiles(files);
}
