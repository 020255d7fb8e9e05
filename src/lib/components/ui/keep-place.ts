import { tick } from 'svelte';
import { anchorIn, headerEdge, itemElement } from './feed-anchor';

/**
 * Call it before a list is rendered anew: what a person reads then stands where it stood, whatever came in above it.
 * Browsers that do this by themselves are left with nothing to do.
 */
export async function keepPlace(list: HTMLElement): Promise<void> {
    const anchor = anchorIn(list);
    if (!anchor) return;
    await tick();
    const element = itemElement(list, anchor.key);
    if (!element) return;
    const drift = element.getBoundingClientRect().top - headerEdge() + anchor.offset;
    if (Math.abs(drift) >= 1) scrollBy({ top: drift, behavior: 'instant' });
}
