import { m } from '$lib/i18n';
import type { ActionName } from './keymap';

/** What each action is called where keys are shown and chosen. */
export const ACTION_GROUPS: readonly {
    label: () => string;
    actions: readonly { action: ActionName; label: () => string }[];
}[] = [
    {
        label: m.keys_reading,
        actions: [
            { action: 'next', label: m.keys_next },
            { action: 'previous', label: m.keys_previous },
            { action: 'next-thread', label: m.keys_next_thread },
            { action: 'previous-thread', label: m.keys_previous_thread },
            { action: 'open', label: m.keys_open },
            { action: 'media', label: m.keys_media },
            { action: 'warning', label: m.keys_warning },
            { action: 'all-warnings', label: m.keys_all_warnings },
            { action: 'translate', label: m.keys_translate },
            { action: 'link', label: m.keys_link },
            { action: 'profile', label: m.keys_profile },
            { action: 'new-posts', label: m.keys_new_posts },
        ],
    },
    {
        label: m.keys_acting,
        actions: [
            { action: 'reply', label: m.status_reply },
            { action: 'boost', label: m.status_boost },
            { action: 'quote', label: m.status_quote },
            { action: 'favourite', label: m.status_favourite },
            { action: 'bookmark', label: m.status_bookmark },
            { action: 'mention', label: m.keys_mention },
            { action: 'compose', label: m.nav_compose },
            { action: 'undo', label: m.keys_undo },
        ],
    },
    {
        label: m.keys_going,
        actions: [
            { action: 'go-home', label: m.nav_home },
            { action: 'go-local', label: m.nav_local },
            { action: 'go-remote', label: m.nav_remote },
            { action: 'go-notifications', label: m.nav_notifications },
            { action: 'go-conversations', label: m.nav_conversations },
            { action: 'go-explore', label: m.nav_explore },
            { action: 'go-lists', label: m.nav_lists },
            { action: 'go-tags', label: m.followed_tags },
            { action: 'go-bookmarks', label: m.nav_bookmarks },
            { action: 'go-drafts', label: m.nav_drafts },
            { action: 'go-outbox', label: m.outbox_title },
            { action: 'go-catch-up', label: m.nav_catch_up },
            { action: 'go-settings', label: m.nav_settings },
            { action: 'search', label: m.nav_search },
            { action: 'help', label: m.keys_help },
        ],
    },
];

/** Keys that are the same for everybody: they need a modifier, or belong to what has the focus. */
export const FIXED_KEYS: readonly { keys: string; label: () => string }[] = [
    { keys: 'Enter', label: m.keys_open },
    { keys: '[+]+1–9', label: m.nav_deck },
    { keys: 'Ctrl+K', label: m.keys_palette },
    { keys: 'Ctrl+Enter', label: m.keys_post },
    { keys: 'Esc', label: m.keys_close },
    { keys: 'PageDown', label: m.keys_next },
    { keys: 'PageUp', label: m.keys_previous },
];
