import { composer } from '$lib/client/stores/composer.svelte';
import { m } from '$lib/i18n';

/** What is being written, as the heading of the composer. Reactive. */
export function composerTitle(): string {
    if (composer.draft?.editedId) return m.composer_title_edit();
    const author = composer.inReplyTo?.account;
    return author
        ? m.composer_title_reply({ name: author.display_name || author.username })
        : m.composer_title();
}
