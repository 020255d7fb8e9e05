import type { OutboxRow } from '$lib/client/outbox/row';
import { entities } from '$lib/client/stores/entities.svelte';
import { m } from '$lib/i18n';
import { htmlToText } from '$lib/text';

type Waiting = Exclude<OutboxRow, { type: 'post' }>;

const NAMES: Record<Waiting['type'], () => string> = {
    withdraw: m.outbox_row_withdraw,
    favourite: m.outbox_row_favourite,
    boost: m.outbox_row_boost,
    bookmark: m.outbox_row_bookmark,
    pin: m.outbox_row_pin,
    react: m.outbox_row_react,
    vote: m.outbox_row_vote,
    edit: m.outbox_row_edit,
    revoke: m.outbox_row_other,
    delete: m.outbox_row_delete,
    unschedule: m.outbox_row_unschedule,
    reschedule: m.outbox_row_reschedule,
    follow: m.outbox_row_follow,
    mute: m.outbox_row_mute,
    'mute-thread': m.outbox_row_mute,
    block: m.outbox_row_block,
    note: m.outbox_row_note,
    'remove-follower': m.outbox_row_other,
    'answer-request': m.outbox_row_answer_request,
    'list-member': m.outbox_row_list,
    'list-create': m.outbox_row_list,
    'list-edit': m.outbox_row_list,
    'list-delete': m.outbox_row_list,
    'follow-tag': m.outbox_row_tag,
    'filter-save': m.outbox_row_filter,
    'filter-delete': m.outbox_row_filter,
    'read-conversation': m.outbox_row_conversation,
    'delete-conversation': m.outbox_row_conversation,
    'dismiss-notification': m.outbox_row_notification,
};

/** What a waiting row is to do, and to whom or what, as far as the device knows. */
export function describeRow(row: Waiting): string {
    const name = NAMES[row.type]();
    const isTakingBack = 'on' in row.payload && !row.payload.on;
    const what = isTakingBack ? m.outbox_row_undo({ what: name }) : name;
    const about = aboutOf(row);
    return about ? m.outbox_row_about({ what, about }) : what;
}

function aboutOf(row: Waiting): string | null {
    if (row.type === 'follow-tag') return `#${row.target}`;
    if (row.type === 'list-create' || row.type === 'list-edit') return row.payload.title;
    if (row.type === 'filter-save') return row.payload.filter.title;
    const account = entities.account(row.target);
    if (account) return `@${account.acct}`;
    const status = entities.status(row.target);
    if (!status) return null;
    const text = status.spoiler_text || htmlToText(status.content);
    return text.length > 60 ? `${text.slice(0, 60)}…` : text || `@${status.account.acct}`;
}
