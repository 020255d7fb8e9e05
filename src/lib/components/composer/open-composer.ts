import { goto } from '$app/navigation';
import { composer, type Opening } from '$lib/client/stores/composer.svelte';
import { isPhone } from '$lib/components/ui/is-phone';

/** Begins a post or an answer: in a dialog, or on phones on a page of its own. */
export async function openComposer(options: Opening = {}): Promise<void> {
    await composer.open(options);
    if (isPhone()) await goto('/compose');
}
