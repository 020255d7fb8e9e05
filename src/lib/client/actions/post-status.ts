import type { OutboxRow } from '../outbox/row';
import { composer } from '../stores/composer.svelte';
import { entities } from '../stores/entities.svelte';
import { outbox } from '../stores/outbox.svelte';
import { preferences } from '../stores/preferences.svelte';
import { contentOfForm, formOf } from './status-form';

/**
 * Posts what is in the composer: puts it into the outbox, which sends it after the time for taking it back, and keeps
 * it while there is no network. The draft is forgotten only when the outbox has it.
 */
export async function postStatus(options: { dependsOn?: string } = {}): Promise<OutboxRow | undefined> {
    const draft = composer.draft;
    if (!draft) return undefined;
    const holdFor = preferences.values.undoSend * 1000;
    const row = await outbox.enqueue(
        { type: 'post', target: null, payload: formOf(draft), media: draft.media },
        { holdFor, ...options },
    );
    await composer.discard();
    return row;
}

/** Takes a waiting or refused post back into the composer. */
export async function editQueued(row: OutboxRow): Promise<void> {
    const taken = await outbox.discard(row.id);
    if (taken?.type !== 'post') return;
    const parentId = taken.payload.in_reply_to_id;
    const quotedId = taken.payload.quoted_status_id;
    await entities.load([parentId, quotedId].filter((id) => id !== undefined));
    const replyTo = parentId ? entities.status(parentId) : undefined;
    const quoting = quotedId ? entities.status(quotedId) : undefined;
    await composer.open({ replyTo, quoting, content: contentOfForm(taken.payload, taken.media ?? []) });
    // Kept at once: it is in the outbox no more.
    await composer.save();
}
