import { goto } from '$app/navigation';
import { beginEdit, redraft } from '$lib/client/actions/edit-status';
import { editScheduled } from '$lib/client/actions/scheduled-status';
import { composer, type Opening } from '$lib/client/stores/composer.svelte';
import type { ScheduledStatus, Status } from '$lib/mastodon-api/entities';
import { isPhone } from '$lib/components/ui/is-phone';

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
