import { goto } from '$app/navigation';
import { entities } from '$lib/client/stores/entities.svelte';
import { warnings } from '$lib/client/stores/warnings.svelte';
import { openComposer } from '$lib/components/composer/open-composer';
import { isQuotable } from '$lib/components/status/is-quotable';
import type { Status } from '$lib/mastodon-api/entities';
import { act, columnInUse, focusedItem, walk, walkThreads } from './feed-walk';
import type { ActionName } from './keymap';

const click = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();
const go = (path: string) => () => void goto(path);

/** The post that has the focus, as the device knows it. */
function focusedStatus(): Status | undefined {
    const id = focusedItem()?.dataset['status'];
    return id === undefined ? undefined : entities.status(id);
}

function openFocused(): void {
    const link = focusedItem()?.querySelector<HTMLAnchorElement>('a:has(time)');
    if (link) void goto(link.href);
}

/** The first link somebody put into the post, or else the card of the page it speaks of. */
function openLink(): void {
    const link = focusedItem()?.querySelector<HTMLAnchorElement>(
        '.post-text a[href^="http"]:not(.mention, .hashtag), .preview > a.link',
    );
    link?.click();
}

function openProfile(): void {
    const status = focusedStatus();
    if (status) void goto(`/@${status.account.acct}`);
}

function quote(): void {
    const status = focusedStatus();
    if (status && isQuotable(status)) void openComposer({ quoting: status });
}

function mention(): void {
    const status = focusedStatus();
    if (status) void openComposer({ content: { text: `@${status.account.acct} ` } });
}

/** What each action of the keyboard map does; `showHelp` is the shell's. */
export function actionsOf({ showHelp }: { showHelp: () => void }): Record<ActionName, () => void> {
    return {
        next: () => walk(1),
        previous: () => walk(-1),
        'next-thread': () => walkThreads(1),
        'previous-thread': () => walkThreads(-1),
        open: openFocused,
        media: () => act('media'),
        warning: () => act('warning'),
        'all-warnings': () => warnings.toggleAll(),
        translate: () => act('translate'),
        link: openLink,
        profile: openProfile,
        'new-posts': () =>
            (columnInUse() ?? document).querySelector<HTMLElement>('[data-new-posts]')?.click(),
        reply: () => act('reply'),
        boost: () => act('boost'),
        quote,
        favourite: () => act('favourite'),
        bookmark: () => act('bookmark'),
        mention,
        compose: () => void openComposer(),
        undo: () => click('[data-toast-action]'),
        'go-home': go('/home'),
        'go-local': go('/public/local'),
        'go-remote': go('/public/remote'),
        'go-notifications': go('/notifications'),
        'go-conversations': go('/conversations'),
        'go-explore': go('/explore'),
        'go-lists': go('/lists'),
        'go-tags': go('/followed-tags'),
        'go-bookmarks': go('/bookmarks'),
        'go-drafts': go('/drafts'),
        'go-outbox': go('/outbox'),
        'go-catch-up': go('/catch-up'),
        'go-settings': go('/settings'),
        search: go('/search'),
        help: showHelp,
    };
}

export { openFocused };
