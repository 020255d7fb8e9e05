import { goto } from '$app/navigation';
import { formatDateTime, m } from '$lib/i18n';
import type { ScheduledStatus, Status } from '$lib/mastodon-api/entities';
import { database } from '../database/open';
import type { Draft } from '../database/records';
import { writeSurely } from '../database/write-quietly';
import { blankDraft } from '../stores/blank-draft';
import { composer } from '../stores/composer.svelte';
import { outbox } from '../stores/outbox.svelte';
import { toasts } from '../stores/toasts.svelte';
import { findStatus } from './find-status';
import { contentOfScheduled, formOf } from './status-form';
import { takeOffSchedule } from './take-off-schedule';

/** How long a cancellation can be taken back before it is sent. */
const UNDO = 7000;

/** Says when a post will appear that the server has just taken. */
export function tellScheduled({ scheduled_at }: ScheduledStatus): void {
    const show = () => void goto('/scheduled');
    toasts.info(m.scheduled_told({ time: formatDateTime(scheduled_at) }), {
        label: m.scheduled_show(),
        run: show,
    });
}

/** Takes a post off the schedule. It disappears at once; for seven seconds that can be undone. */
export async function cancelSchedule({ id }: ScheduledStatus): Promise<void> {
    const row = await outbox.enqueue({ type: 'unschedule', target: id, payload: {} }, { holdFor: UNDO });
    if (!row) return;
    const undo = () => void outbox.discard(row.id);
    toasts.info(m.scheduled_cancelled(), { label: m.undo(), run: undo });
}

/** Opens a scheduled post in the composer. It stays on the schedule until its changes are sent. */
export async function editScheduled(item: ScheduledStatus): Promise<void> {
    const { params } = item;
    const begun = await composer.hasChangesTo({ scheduledId: item.id });
    const [replyTo, quoting] = await Promise.all(
        [params.in_reply_to_status_id, params.quoted_status_id].map((id): Promise<Status | undefined> =>
            id ? findStatus(id) : Promise.resolve(undefined),
        ),
    );
    await composer.open({
        scheduledId: item.id,
        replyTo,
        quoting,
        content: begun ? undefined : contentOfScheduled(item),
    });
}

/** Posts a scheduled post without waiting for its time. Rejects, in the person's words, when that cannot be. */
export async function postScheduledNow(item: ScheduledStatus): Promise<void> {
    const draft: Draft = {
        ...blankDraft(null),
        ...contentOfScheduled(item),
        inReplyToId: item.params.in_reply_to_status_id ?? null,
        quotedId: item.params.quoted_status_id ?? null,
        scheduledAt: null,
    };
    // On the device first: between the two requests it exists nowhere else.
    await writeSurely([{ store: 'drafts', put: draft }]);
    const forget = () => database().write([{ store: 'drafts', delete: draft.id }]);
    try {
        if (!(await takeOffSchedule(item.id))) throw new Error(m.scheduled_posted_already());
    } catch (error) {
        await forget();
        throw error;
    }
    await outbox.enqueue({ type: 'post', target: null, payload: formOf(draft), media: draft.media });
    await forget();
}
