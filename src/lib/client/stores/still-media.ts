import { circumstances } from './circumstances.svelte';

/** In which media moving emoji or profile pictures stand still: for who wants less motion, or none of theirs. */
export function stillMedia(what: 'emoji' | 'avatars' = 'emoji'): string {
    return circumstances.mayMove(what) ? '(prefers-reduced-motion: reduce)' : 'all';
}
