import { composer } from '$lib/client/stores/composer.svelte';

/** Says in which language the post in the composer is plainly written; where that is not plain, it stays as it was. */
export async function guessLanguage(text: string): Promise<void> {
    const { detectLanguage } = await import('$lib/text/detect-language');
    const found = detectLanguage(text);
    const { draft } = composer;
    if (!found || !draft || draft.languageChosen) return;
    // What is known already may say more, as the region.
    if (draft.language?.split('-')[0] !== found) composer.update({ language: found });
}
