import { preferences } from './preferences.svelte';

/** Whether posts with a warning are open, for all of them at once; each can still be opened and closed by itself. */
class Warnings {
    #all: boolean | null = $state(null);

    /** How a post is that nobody opened or closed. */
    get open(): boolean {
        return this.#all ?? preferences.values.expandWarnings;
    }

    /** Opens all of them, or closes all again, until the app is left. */
    toggleAll(): void {
        this.#all = !this.open;
    }
}

export const warnings = new Warnings();
