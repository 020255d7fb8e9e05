import { m } from '$lib/i18n';
import type { Status } from '$lib/mastodon-api/entities';
import { NetworkError } from '../api/errors';
import { getStatusSource } from '../api/statuses';
import { composer } from '../stores/composer.svelte';
import { outbox } from '../stores/outbox.svelte';
import { toasts } from '../stores/toasts.svelte';
import { deleteStatusNow } from './delete-status';
import { findStatus } from './find-status';
import { contentOfStatus, revisionOf } from './status-form';

/** Opens an own post in the composer, to be changed; answers whether that was possible. */
export async function beginEdit(status: Status): Promise<boolean> {
    if (await composer.hasChangesTo({ editedId: status.id })) {
        await composer.open({ editing: status });
        return true;
    }
    const content = await readSource(status);
    if (content) await composer.open({ editing: status, content });
    return content !== null;
}

/** Sends the changes in the composer. They show at once; the draft is kept until the server has taken them. */
export async function saveEdit(): Promise<void> {
    await composer.whole();
    const { draft } = composer;
    if (!draft?.editedId) return;
    // Closed first: closing keeps the draft, and the server's answer takes it away.
    await composer.close();
    await outbox.enqueue({
        type: 'edit',
        target: draft.editedId,
        payload: { form: revisionOf(draft), draftId: draft.id, media: draft.media },
    });
}

/** Deletes an own post and opens what it said in the composer; answers whether that was possible. */
export async function redraft(status: Status): Promise<boolean> {
    const content = await readSource(status);
    if (!content) return false;
    const parentId = status.in_reply_to_id;
    await composer.open({
        replyTo: parentId ? await findStatus(parentId) : undefined,
        quoting: (status.quote && 'quoted_status' in status.quote && status.quote.quoted_status) || undefined,
        content,
    });
    // On the device first: what is deleted then exists nowhere else.
    await composer.save();
    await deleteStatusNow(status);
    return true;
}

async function readSource(status: Status) {
    try {
        const source = await getStatusSource(fetch, status.id);
        return contentOfStatus(status, source);
    } catch (error) {
        toasts.error(
            error instanceof NetworkError ? m.composer_source_offline() : m.composer_source_failed(),
        );
        return null;
    }
}
