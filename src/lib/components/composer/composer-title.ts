import { composer } from '$lib/client/stores/composer.svelte';
import type { Status } from '$lib/mastodon-api/entities';
import { m } from '$lib/i18n';

/** What is being written, as the heading of the composer. Reactive. */
export function composerTitle(): string {
    if (composer.draft?.editedId) return m.composer_title_edit();
    if (composer.draft?.scheduledId) return m.composer_title_scheduled();
    if (composer.quoted) return m.composer_title_quote({ name: nameOf(composer.quoted) });
    return composer.inReplyTo
        ? m.composer_title_reply({ name: nameOf(composer.inReplyTo) })
        : m.composer_title();
}

function nameOf({ account }: Status): string {
    return account.display_name || account.username;
}
