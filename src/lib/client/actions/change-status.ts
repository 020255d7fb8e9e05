import { m } from '$lib/i18n';
import type { QuotePolicy, Status } from '$lib/mastodon-api/entities';
import { changeQuotePolicy as askForPolicy, muteConversation as askToMute, pinStatus } from '../api/statuses';
import { entities } from '../stores/entities.svelte';
import { toasts } from '../stores/toasts.svelte';

/** Tells nothing of the conversation around a post any more, or does so again. */
export async function muteConversation(status: Status, on: boolean): Promise<void> {
    const done = on ? m.conversation_muted() : m.conversation_unmuted();
    await change(() => askToMute(globalThis.fetch, status.id, on), done);
}

/** Puts an own post at the top of the profile, or takes it from there. */
export async function pin(status: Status, on: boolean): Promise<void> {
    const done = on ? m.status_pinned() : m.status_unpinned();
    await change(() => pinStatus(globalThis.fetch, status.id, on), done);
}

/** Says who may quote an own post from now on. Answers whether the server has it. */
export function changeQuotePolicy(status: Status, policy: QuotePolicy): Promise<boolean> {
    return change(() => askForPolicy(globalThis.fetch, status.id, policy), m.quote_policy_changed());
}

async function change(ask: () => Promise<Status>, done: string): Promise<boolean> {
    try {
        await entities.absorb([await ask()]);
        toasts.info(done);
        return true;
    } catch {
        toasts.error(m.settings_change_failed());
        return false;
    }
}
