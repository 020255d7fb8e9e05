/**
 * Walking the posts of a page by keyboard. It works on what is on the page, whatever kind of list it is: a virtual
 * feed always keeps the neighbours of what is visible.
 */

const ITEM = 'main [data-key]';

/** The edge below which content is visible: under the sticky header. */
const edge = () => document.querySelector('[data-page-header]')?.getBoundingClientRect().bottom ?? 0;

function itemsInOrder(): HTMLElement[] {
    return [...document.querySelectorAll<HTMLElement>(ITEM)].sort(
        (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
    );
}

/** The post that has the focus or holds what has it. */
export function focusedItem(): HTMLElement | null {
    return document.activeElement?.closest<HTMLElement>(ITEM) ?? null;
}

/**
 * Moves the focus to the next (`1`) or previous (`-1`) post; from outside the list, to the first one in view.
 */
export function walk(direction: 1 | -1): void {
    const items = itemsInOrder();
    const focused = focusedItem();
    const inView = items.findIndex((item) => item.getBoundingClientRect().bottom > edge() + 8);
    const target = focused ? items[items.indexOf(focused) + direction] : items[inView];
    if (!target) return;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'nearest' });
}

/** Presses the named action of the focused post; nothing happens without one. */
export function act(action: string): void {
    focusedItem()?.querySelector<HTMLElement>(`[data-action="${action}"]`)?.click();
}
