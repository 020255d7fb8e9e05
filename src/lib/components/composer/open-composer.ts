import { goto } from '$app/navigation';
import { beginEdit, redraft } from '$lib/client/actions/edit-status';
import { editScheduled } from '$lib/client/actions/scheduled-status';
import { composer, type Opening } from '$lib/client/stores/composer.svelte';
import { toasts } from '$lib/client/stores/toasts.svelte';
import type { ScheduledStatus, Status } from '$lib/mastodon-api/entities';
import { isPhone } from '$lib/components/ui/is-phone';
import { m } from '$lib/i18n';

/** Begins a post or an answer: in a dialog, or on phones on a page of its own. */
export async function openComposer(options: Opening = {}): Promise<void> {
    await composer.open(options);
    if (isPhone()) await goto('/compose');
}

/** Changes an own post. */
export async function openEdit(status: Status): Promise<void> {
    if ((await beginEdit(status)) && isPhone()) await goto('/compose');
}

/** Deletes an own post and writes it anew. */
export async function openRedraft(status: Status): Promise<void> {
    if ((await redraft(status)) && isPhone()) await goto('/compose');
}

/** Goes on with a draft. */
export async function openDraft(id: string): Promise<void> {
    await composer.resume(id);
    if (isPhone()) await goto('/compose');
}

/** Changes a scheduled post. */
export async function openScheduled(item: ScheduledStatus): Promise<void> {
    await editScheduled(item);
    if (isPhone()) await goto('/compose');
}

/** Offers to go on with what was being written when the app was closed. */
export async function offerUnfinished(): Promise<void> {
    const id = await composer.unfinished();
    if (!id || composer.isOpen) return;
    toasts.info(m.composer_unsent(), { label: m.composer_unsent_open(), run: () => void openDraft(id) });
}
