/**
 * Walking the posts of a page by keyboard. It works on what is on the page, whatever kind of list it is: a virtual
 * feed always keeps the neighbours of what is visible.
 */

const ITEM = 'main [data-key]';
const COLUMN = 'main [data-column]';

/** Where feeds stand side by side, the one with the focus, or else the first. */
export function columnInUse(): Element | null {
    return document.activeElement?.closest(COLUMN) ?? document.querySelector(COLUMN);
}

/** The edge below which content is visible: under the sticky header, or under that of the column. */
function edge(): number {
    const header = columnInUse()?.querySelector('header') ?? document.querySelector('[data-page-header]');
    return header?.getBoundingClientRect().bottom ?? 0;
}

function itemsInOrder(): HTMLElement[] {
    const within = columnInUse() ?? document;
    return [...within.querySelectorAll<HTMLElement>(ITEM)].sort(
        (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
    );
}

/** The post that has the focus or holds what has it. */
export function focusedItem(): HTMLElement | null {
    return document.activeElement?.closest<HTMLElement>(ITEM) ?? null;
}

/** The place in `items` from which a walk goes on: the focused post, or else just before the first one in view. */
function standing(items: readonly HTMLElement[]): { index: number; focused: boolean } {
    const focused = focusedItem();
    if (focused) return { index: items.indexOf(focused), focused: true };
    return {
        index: items.findIndex((item) => item.getBoundingClientRect().bottom > edge() + 8),
        focused: false,
    };
}

function land(target: HTMLElement | undefined): void {
    if (!target) return;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'nearest' });
}

/**
 * Moves the focus to the next (`1`) or previous (`-1`) post; from outside the list, to the first one in view.
 */
export function walk(direction: 1 | -1): void {
    const items = itemsInOrder();
    const { index, focused } = standing(items);
    land(focused ? items[index + direction] : items[index]);
}

/** Do two posts that stand next to each other belong to one conversation, as far as can be seen? */
function belongTogether(a: HTMLElement, b: HTMLElement): boolean {
    const [one, other] = [a.dataset, b.dataset];
    if (one['answers'] && one['answers'] === other['answers']) return true;
    return one['answers'] === other['status'] || other['answers'] === one['status'];
}

/** Moves the focus past the rest of the conversation in which it stands. */
export function walkThreads(direction: 1 | -1): void {
    const items = itemsInOrder();
    const { index, focused } = standing(items);
    if (!focused) return land(items[index]);
    let next = index + direction;
    for (;;) {
        const [from, to] = [items[next - direction], items[next]];
        if (!from || !to || !belongTogether(from, to)) break;
        next += direction;
    }
    land(items[next] ?? items[next - direction]);
}

/** Presses the named action of the focused post; nothing happens without one. */
export function act(action: string): void {
    focusedItem()?.querySelector<HTMLElement>(`[data-action="${action}"]`)?.click();
}
