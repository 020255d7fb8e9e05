import type { StatusForm } from '../api/statuses';
import type { Draft } from '../database/records';
import type { OutboxRow } from '../outbox/row';
import { composer } from '../stores/composer.svelte';
import { outbox } from '../stores/outbox.svelte';
import { preferences } from '../stores/preferences.svelte';

/** The request a draft means. */
export function formOf(draft: Draft): StatusForm {
    return {
        status: draft.text,
        visibility: draft.visibility,
        ...(draft.contentWarning.trim() ? { spoiler_text: draft.contentWarning, sensitive: true } : {}),
        ...(draft.language ? { language: draft.language } : {}),
        ...(draft.inReplyToId ? { in_reply_to_id: draft.inReplyToId } : {}),
    };
}

/**
 * Posts what is in the composer: puts it into the outbox, which sends it after the time for taking it back, and keeps
 * it while there is no network. The draft is forgotten only when the outbox has it.
 */
export async function postStatus(options: { dependsOn?: string } = {}): Promise<OutboxRow | undefined> {
    const draft = composer.draft;
    if (!draft) return undefined;
    const holdFor = preferences.values.undoSend * 1000;
    const row = await outbox.enqueue(
        { type: 'post', target: null, payload: formOf(draft) },
        { holdFor, ...options },
    );
    await composer.discard();
    return row;
}

/** Takes a waiting or refused post back into the composer. */
export async function editQueued(row: OutboxRow): Promise<void> {
    const taken = await outbox.discard(row.id);
    if (taken?.type !== 'post') return;
    await composer.open({ text: taken.payload.status });
    composer.update({
        contentWarning: taken.payload.spoiler_text ?? '',
        visibility: taken.payload.visibility ?? 'public',
        language: taken.payload.language ?? null,
    });
}
