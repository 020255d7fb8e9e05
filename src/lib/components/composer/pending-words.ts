import { awaitsMedia } from '$lib/client/outbox/awaited-media';
import type { OutboxRow } from '$lib/client/outbox/row';
import { formatDateTime, formatTime, m } from '$lib/i18n';

/** What is going on with a post that the server does not have, for its author. */
export function stateOf(
    row: Extract<OutboxRow, { type: 'post' }>,
    { offline, pausedUntil }: { offline: boolean; pausedUntil: Date | null },
): string {
    if (row.state === 'failed') return row.error?.message || m.status_failed();
    if (row.state === 'held') return row.error?.status === 401 ? m.status_sign_in() : m.status_held_old();
    if (offline) return sendsWhenClosed() ? m.status_queued() : m.status_queued_until_open();
    if (awaitsMedia(row)) return m.status_awaits_media();
    if (pausedUntil) return m.status_paused({ time: formatTime(pausedUntil) });
    if (row.state === 'retry') return m.status_retry_at({ time: formatTime(new Date(row.nextAt)) });
    const { scheduled_at } = row.payload;
    return scheduled_at ? m.status_scheduling({ time: formatDateTime(scheduled_at) }) : m.status_sending();
}

/** Does this browser wake the app when there is a network again? */
function sendsWhenClosed(): boolean {
    return 'SyncManager' in globalThis;
}
