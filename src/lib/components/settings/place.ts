import type Bell from '@lucide/svelte/icons/bell';

/** A page that the settings lead to. */
export interface Place {
    href: string;
    label: () => string;
    hint: () => string;
    icon: typeof Bell;
}
