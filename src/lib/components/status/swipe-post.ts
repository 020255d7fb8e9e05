import { preferences } from '$lib/client/stores/preferences.svelte';

/** A finger that moved less was tapping or scrolling. */
const BEGINS_PX = 12;
const ENOUGH_PX = 72;

/**
 * What a swipe of so many pixels does: towards the end of the line it answers, towards its start it bookmarks; null for
 * one that was too short, or went up or down rather than across.
 */
export function swipedTo(
    { across, down }: { across: number; down: number },
    rightToLeft: boolean,
): 'reply' | 'bookmark' | null {
    if (Math.abs(across) < ENOUGH_PX || Math.abs(across) < 2 * Math.abs(down)) return null;
    return across > 0 === !rightToLeft ? 'reply' : 'bookmark';
}

/**
 * Lets a post be swiped by those who want that: the post follows the finger, and its own buttons do what was asked for.
 * Whatever it does has a button, so that nobody needs it (WCAG 2.5.1, 2.5.7).
 */
export function swipesPost(card: HTMLElement): (() => void) | undefined {
    if (!preferences.values.swipes) return undefined;
    let began: PointerEvent | null = null;
    let moved = { across: 0, down: 0 };

    const follow = (px: number) => (card.style.translate = px === 0 ? '' : `${px}px 0`);
    const down = (event: PointerEvent) => {
        if (event.pointerType === 'touch' && event.isPrimary) began = event;
        moved = { across: 0, down: 0 };
    };
    const move = (event: PointerEvent) => {
        if (!began) return;
        moved = { across: event.clientX - began.clientX, down: event.clientY - began.clientY };
        if (Math.abs(moved.across) > BEGINS_PX) follow(Math.max(-96, Math.min(96, moved.across)));
    };
    const end = (event: PointerEvent) => {
        if (!began) return;
        began = null;
        follow(0);
        const action = swipedTo(moved, getComputedStyle(card).direction === 'rtl');
        if (action && event.type === 'pointerup')
            card.querySelector<HTMLElement>(`[data-action="${action}"]`)?.click();
    };
    // The tap that ends a swipe opens nothing.
    const tap = (event: MouseEvent) => {
        if (!event.isTrusted || Math.abs(moved.across) <= BEGINS_PX) return;
        event.preventDefault();
        event.stopPropagation();
    };

    // Up and down stays the browser's.
    card.style.touchAction = 'pan-y';
    card.addEventListener('pointerdown', down);
    card.addEventListener('pointermove', move);
    card.addEventListener('pointerup', end);
    card.addEventListener('pointercancel', end);
    card.addEventListener('click', tap, { capture: true });
    return () => {
        card.style.touchAction = '';
        card.removeEventListener('pointerdown', down);
        card.removeEventListener('pointermove', move);
        card.removeEventListener('pointerup', end);
        card.removeEventListener('pointercancel', end);
        card.removeEventListener('click', tap, { capture: true });
    };
}
