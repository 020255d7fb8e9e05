import { ApiError } from '$lib/client/api/errors';
import { connectivity } from '$lib/client/stores/connectivity.svelte';
import { isAwaited } from '$lib/client/outbox/awaited-media';
import { uploads, type Upload } from '$lib/client/stores/uploads.svelte';
import { formatBytes, m } from '$lib/i18n';
import type { MediaAttachment } from '$lib/mastodon-api/entities';

/** Why a file did not arrive, for people; null while it is on its way or waits for the network. */
export function uploadProblem({ error }: Upload): string | null {
    if (error === null || !(error instanceof ApiError)) return null;
    return error.status === 507 ? m.upload_server_full() : error.message;
}

/** Is there a file of which something has to be decided before the post can go: it was refused, or is lost? */
export function needsDecision(media: readonly MediaAttachment[]): boolean {
    return media.filter(isAwaited).some(({ id }) => {
        const upload = uploads.get(id);
        return !upload || uploadProblem(upload) !== null;
    });
}

/** How far a file has come. */
export function uploadState({ file, phase, progress, error }: Upload): string {
    if (error !== null || connectivity.offline) return m.upload_waits();
    if (phase === 'sending') {
        const [sent, whole] = [formatBytes(file.size * progress), formatBytes(file.size)];
        return m.upload_sending({ sent, whole });
    }
    return m.upload_processing({ part: Math.round(progress * 100) });
}
