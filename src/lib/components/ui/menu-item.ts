import type { Component } from 'svelte';

/** One line of a menu: an action, a link, or one of several choices when `checked` is given. */
export interface MenuItem {
    label: string;
    /** A second line that says what the choice means. */
    description?: string;
    icon?: Component<{ size?: number | string }>;
    /** Where it leads; without it, `onselect` says what it does. */
    href?: string;
    onselect?: () => void;
    /** For choices: whether this is the chosen one. */
    checked?: boolean;
    /** For what destroys something. */
    danger?: boolean;
    disabled?: boolean;
    /** Draws a line above this item. */
    separated?: boolean;
}
