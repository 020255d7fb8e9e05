import { attachMedia } from '$lib/client/actions/attach-media';
import type { AttachLimits, AttachProblem } from '$lib/client/files/attach-problem';
import { circumstances } from '$lib/client/stores/circumstances.svelte';
import { community } from '$lib/client/stores/community.svelte';
import { composer } from '$lib/client/stores/composer.svelte';
import { toasts } from '$lib/client/stores/toasts.svelte';
import { formatBytes, m } from '$lib/i18n';

const WORDS: Record<AttachProblem, (limits: AttachLimits) => string> = {
    type: m.composer_media_type,
    'picture-size': ({ media_attachments: limits }) =>
        m.composer_media_size({ size: formatBytes(limits.image_size_limit) }),
    'film-size': ({ media_attachments: limits }) =>
        m.composer_film_size({ size: formatBytes(limits.video_size_limit) }),
    count: ({ statuses }) => m.composer_media_count({ count: statuses.max_media_attachments }),
    alone: m.composer_media_alone,
};

/** Attaches files that were chosen, pasted or dropped; says what was left out, and why. */
export async function attachFiles(files: readonly File[]): Promise<void> {
    if (files.length > 0) await composer.hold(attach(files));
}

async function attach(files: readonly File[]): Promise<void> {
    if (!community.instance) await community.refresh().catch(() => {});
    const limits = community.instance?.configuration;
    if (!limits) return void toasts.error(m.composer_media_unknown());
    if (composer.draft?.poll) return void toasts.info(m.composer_media_or_poll());
    const { image_size_limit: limit } = limits.media_attachments;
    const asked = { limit, savesData: circumstances.savesData };
    const { readyPicture } = await import('$lib/client/files/ready-picture');
    const ready = await Promise.all(files.map((file) => readyPicture(file, asked)));
    for (const problem of attachMedia(ready, limits)) toasts.error(WORDS[problem](limits));
    const described = ready.filter(({ description }) => description !== '').length;
    if (described > 0) toasts.info(m.composer_media_words_found({ count: described }));
}

/** Takes the files out of a paste or a drop; text goes where it always goes, also where a picture of it comes along. */
export function takeFiles(event: Event, transfer: DataTransfer | null): void {
    const files = [...(transfer?.files ?? [])];
    if (files.length === 0 || transfer?.types.includes('text/plain')) return;
    event.preventDefault();
    void attachFiles(files);
}
