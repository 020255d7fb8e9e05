import { footerHeight, headerEdge } from './feed-anchor';

/** What a feed scrolls in: the document, or a box of its own, as a column of the deck is. */
export interface Scroller {
    /** Where content begins to be visible, in px from the top of the window: below whatever sticks there. */
    edge(): number;
    /** How many px of its beginning are covered by what sticks there. */
    inset(): number;
    /** How many px of its end are covered. */
    covered(): number;
    offset(): number;
    /** Moves at once. */
    scrollBy(px: number): void;
    toStart(): void;
}

export const documentScroller: Scroller = {
    edge: headerEdge,
    inset: headerEdge,
    covered: footerHeight,
    offset: () => window.scrollY,
    scrollBy: (px) => window.scrollBy({ top: px, behavior: 'instant' }),
    toStart: () => window.scrollTo({ top: 0, behavior: 'instant' }),
};

export function boxScroller(box: HTMLElement): Scroller {
    return {
        edge: () => box.getBoundingClientRect().top,
        inset: () => 0,
        covered: () => 0,
        offset: () => box.scrollTop,
        scrollBy: (px) => box.scrollBy({ top: px, behavior: 'instant' }),
        toStart: () => box.scrollTo({ top: 0, behavior: 'instant' }),
    };
}
