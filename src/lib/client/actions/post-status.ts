import { m } from '$lib/i18n';
import type { MediaAttachment } from '$lib/mastodon-api/entities';
import type { StatusForm } from '../api/statuses';
import { mediaOf } from '../outbox/awaited-media';
import type { OutboxRow } from '../outbox/row';
import type { PostOperation } from '../outbox/thread';
import { composer } from '../stores/composer.svelte';
import { entities } from '../stores/entities.svelte';
import { outbox } from '../stores/outbox.svelte';
import { preferences } from '../stores/preferences.svelte';
import { uploads } from '../stores/uploads.svelte';
import { contentOfThread, formsOf } from './status-form';
import { takeOffSchedule } from './take-off-schedule';

/**
 * Posts what is in the composer: puts it into the outbox, which sends it after the time for taking it back, and keeps
 * it while there is no network. The draft is forgotten only when the outbox has it. Rejects, keeping the draft, when the
 * outbox is full, or when it was to take the place of a scheduled post and cannot.
 */
export async function postStatus(options: { dependsOn?: string } = {}): Promise<OutboxRow | undefined> {
    await composer.whole();
    const draft = composer.draft;
    if (!draft) return undefined;
    if (draft.scheduledId) {
        // On the device first: for a moment it exists nowhere else.
        await composer.save();
        const taken = await takeOffSchedule(draft.scheduledId);
        composer.standAlone();
        if (!taken) throw new Error(m.scheduled_posted_already());
    }
    // What is scheduled can be taken back for longer than that.
    const holdFor = draft.scheduledAt ? 0 : preferences.values.undoSend * 1000;
    const posts = formsOf(draft).map(({ form, media }) => asPost(form, media));
    const [row] = await outbox.enqueueThread(posts, { holdFor, ...options });
    await composer.release();
    return row;
}

function asPost(payload: StatusForm, media: readonly MediaAttachment[]): PostOperation {
    return { type: 'post', target: null, payload, media };
}

/** Takes a waiting or refused post back into the composer, with the rest of the thread that waits for it. */
export async function editQueued(row: OutboxRow): Promise<void> {
    const taken = (await outbox.discard(row.id))?.posts ?? [];
    const [first] = taken;
    if (!first) return;
    const parentId = first.payload.in_reply_to_id;
    const quotedId = first.payload.quoted_status_id;
    await entities.load([parentId, quotedId].filter((id) => id !== undefined));
    const replyTo = parentId ? entities.status(parentId) : undefined;
    const quoting = quotedId ? entities.status(quotedId) : undefined;
    const content = contentOfThread(taken.map(({ payload: form, media = [] }) => ({ form, media })));
    await composer.open({ replyTo, quoting, content });
    // Kept at once: it is in the outbox no more.
    await composer.save();
}

/** Sends a refused or paused post again, with the files that did not arrive. */
export async function retryQueued(row: OutboxRow): Promise<void> {
    for (const { id } of mediaOf(row)) uploads.retry(id);
    await outbox.retry(row.id);
}
