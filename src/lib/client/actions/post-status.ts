import type { StatusForm } from '../api/statuses';
import type { Draft, PollDraft } from '../database/records';
import type { OutboxRow } from '../outbox/row';
import { composer, type DraftContent } from '../stores/composer.svelte';
import { entities } from '../stores/entities.svelte';
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
        ...(draft.poll ? { poll: pollFormOf(draft.poll) } : {}),
    };
}

function pollFormOf(poll: PollDraft): NonNullable<StatusForm['poll']> {
    return {
        options: poll.options.map((option) => option.trim()).filter((option) => option !== ''),
        expires_in: poll.expiresIn,
        multiple: poll.multiple,
        hide_totals: poll.hideTotals,
    };
}

/** What somebody wrote, read back from the request made of it. */
function contentOf(form: StatusForm): DraftContent {
    return {
        text: form.status,
        contentWarning: form.spoiler_text ?? '',
        visibility: form.visibility ?? 'public',
        language: form.language ?? null,
        poll: form.poll
            ? {
                  options: form.poll.options,
                  expiresIn: form.poll.expires_in,
                  multiple: form.poll.multiple ?? false,
                  hideTotals: form.poll.hide_totals ?? false,
              }
            : null,
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
    const parentId = taken.payload.in_reply_to_id;
    if (parentId) await entities.load([parentId]);
    const replyTo = parentId ? entities.status(parentId) : undefined;
    await composer.open({ replyTo, content: contentOf(taken.payload) });
    // Kept at once: it is in the outbox no more.
    await composer.save();
}
