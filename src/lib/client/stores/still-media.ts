import { circumstances } from './circumstances.svelte';

/** In which media emoji that move stand still: for who wants less motion, or nothing that plays by itself here. */
export function stillMedia(): string {
    return circumstances.mayMove('emoji') ? '(prefers-reduced-motion: reduce)' : 'all';
}
