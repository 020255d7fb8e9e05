import { m } from '$lib/i18n';
import type { OutboxRow } from '../outbox/row';

/** What the person is told when the server will not have something. */
export function refusal(row: OutboxRow): string {
    switch (row.type) {
        case 'favourite':
            return m.failed_favourite();
        case 'boost':
            return m.failed_boost();
        case 'bookmark':
            return m.failed_bookmark();
        case 'react':
            return m.failed_react();
        case 'revoke':
            return m.failed_revoke();
        case 'follow':
            return row.payload.on ? m.failed_follow() : m.failed_unfollow();
        case 'block':
            return m.failed_block();
        case 'vote':
            return m.failed_vote();
        case 'edit':
            return m.failed_edit({ reason: row.error?.message ?? '' });
        case 'delete':
            return m.failed_delete();
        case 'unschedule':
            return m.failed_unschedule();
        case 'post':
        case 'withdraw':
            return m.failed_post();
        case 'answer-request':
            return m.failed_follow_request();
        default:
            return m.failed_change({ reason: row.error?.message ?? '' });
    }
}
