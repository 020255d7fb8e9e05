import { goto } from '$app/navigation';
import { m } from '$lib/i18n';
import { act, focusedItem, walk } from './feed-walk';

/** One entry of the keyboard map, as the help shows it and as tinykeys binds it. */
export interface Shortcut {
    /** In tinykeys' notation; a space separates a sequence. */
    keys: string;
    label: () => string;
    run: () => void;
}

export interface ShortcutGroup {
    label: () => string;
    shortcuts: Shortcut[];
}

/** What the shell does for the keys that are not about one post. */
export interface ShellActions {
    compose: () => void;
    showHelp: () => void;
    showNew: () => void;
    undo: () => void;
}

function openFocused(): void {
    const item = focusedItem();
    const link = item?.querySelector<HTMLAnchorElement>('a:has(time)');
    if (link) void goto(link.href);
}

const go = (path: string) => () => void goto(path);

/** The whole keyboard map: the help lists exactly what is bound. */
export function shortcutGroups(shell: ShellActions): ShortcutGroup[] {
    return [
        {
            label: m.keys_reading,
            shortcuts: [
                { keys: 'j', label: m.keys_next, run: () => walk(1) },
                { keys: 'k', label: m.keys_previous, run: () => walk(-1) },
                { keys: 'Enter', label: m.keys_open, run: openFocused },
                { keys: 'o', label: m.keys_open, run: openFocused },
                { keys: '.', label: m.keys_new_posts, run: shell.showNew },
                { keys: 'x', label: m.keys_warning, run: () => act('warning') },
                { keys: 'e', label: m.keys_media, run: () => act('media') },
            ],
        },
        {
            label: m.keys_acting,
            shortcuts: [
                { keys: 'r', label: m.status_reply, run: () => act('reply') },
                { keys: 'b', label: m.status_boost, run: () => act('boost') },
                { keys: 'f', label: m.status_favourite, run: () => act('favourite') },
                { keys: 's', label: m.status_bookmark, run: () => act('bookmark') },
                { keys: 'n', label: m.nav_compose, run: shell.compose },
                { keys: 'u', label: m.keys_undo, run: shell.undo },
            ],
        },
        {
            label: m.keys_going,
            shortcuts: [
                { keys: 'g h', label: m.nav_home, run: go('/home') },
                { keys: 'g l', label: m.nav_local, run: go('/public/local') },
                { keys: 'g f', label: m.nav_remote, run: go('/public/remote') },
                { keys: 'g n', label: m.nav_notifications, run: go('/notifications') },
                { keys: 'g e', label: m.nav_explore, run: go('/explore') },
                { keys: 'g d', label: m.nav_drafts, run: go('/drafts') },
                { keys: 'g o', label: m.outbox_title, run: go('/outbox') },
                { keys: 'g s', label: m.nav_settings, run: go('/settings') },
                { keys: '/', label: m.nav_search, run: go('/search') },
                { keys: '[Shift]+?', label: m.keys_help, run: shell.showHelp },
            ],
        },
    ];
}
