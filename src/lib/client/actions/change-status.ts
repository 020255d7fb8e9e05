import { m } from '$lib/i18n';
import type { QuotePolicy, Status } from '$lib/mastodon-api/entities';
import { changeQuotePolicy as askForPolicy } from '../api/statuses';
import { entities } from '../stores/entities.svelte';
import { outbox } from '../stores/outbox.svelte';
import { toasts } from '../stores/toasts.svelte';
import { originalOf } from './original-of';

/** Tells nothing of the conversation around a post any more, or does so again. Works offline. */
export async function muteConversation(status: Status, on: boolean): Promise<void> {
    await outbox.enqueue({ type: 'mute-thread', target: originalOf(status).id, payload: { on } });
    toasts.info(on ? m.conversation_muted() : m.conversation_unmuted());
}

/** Puts an own post at the top of the profile, or takes it from there. Works offline. */
export async function pin(status: Status, on: boolean): Promise<void> {
    await outbox.enqueue({ type: 'pin', target: status.id, payload: { on } });
    toasts.info(on ? m.status_pinned() : m.status_unpinned());
}

/** Says who may quote an own post from now on. Answers whether the server has it. */
export async function changeQuotePolicy(status: Status, policy: QuotePolicy): Promise<boolean> {
    try {
        await entities.absorb([await askForPolicy(globalThis.fetch, status.id, policy)]);
        toasts.info(m.quote_policy_changed());
        return true;
    } catch {
        toasts.error(m.settings_change_failed());
        return false;
    }
}
