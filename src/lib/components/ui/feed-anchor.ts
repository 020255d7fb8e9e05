/** The first item a reader sees, and how many px of it are hidden above the edge of the header. */
export interface Anchor {
    key: string;
    offset: number;
}

/** Where content begins to be visible, in px from the top of the window: below whatever sticks there. */
export function headerEdge(): number {
    return document.querySelector('[data-page-header]')?.getBoundingClientRect().bottom ?? 0;
}

/** How many px at the bottom of the window are covered by what sticks there: the navigation of phones. */
export function footerHeight(): number {
    return Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingBlockEnd) || 0;
}

export function itemElement(list: HTMLElement, key: string): HTMLElement | null {
    return list.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
}

/** The anchor of what is now on screen, below `edge`; `undefined` when nothing of the list is. */
export function anchorIn(list: HTMLElement, edge: number = headerEdge()): Anchor | undefined {
    let best: { key: string; top: number } | undefined;
    for (const element of list.querySelectorAll<HTMLElement>('[data-key]')) {
        const { top, bottom } = element.getBoundingClientRect();
        if (bottom > edge && (!best || top < best.top)) best = { key: element.dataset['key'] ?? '', top };
    }
    return best && { key: best.key, offset: edge - best.top };
}
