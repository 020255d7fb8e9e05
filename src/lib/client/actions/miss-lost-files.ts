import { m } from '$lib/i18n';
import { ApiError } from '../api/errors';
import { isAwaited, mediaOf } from '../outbox/awaited-media';
import { outbox } from '../stores/outbox.svelte';
import { uploads } from '../stores/uploads.svelte';

/** Tells of posts whose files are gone from the device, as when the browser made room: they would wait for ever. */
export async function missLostFiles(): Promise<void> {
    const awaited = outbox.pending.flatMap((row) => mediaOf(row)).filter(isAwaited);
    for (const { id } of awaited)
        if (!uploads.get(id)) await outbox.refused(id, new ApiError(404, { error: m.upload_lost() }));
}
