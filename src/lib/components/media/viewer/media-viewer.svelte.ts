import { pushState } from '$app/navigation';
import type { MediaAttachment, Status } from '$lib/mastodon-api/entities';

/** What the viewer shows. */
export interface Opened {
    /** Tells one opening from another, in the browser's history. */
    key: number;
    media: readonly MediaAttachment[];
    /** The file shown first. */
    index: number;
    /** The post they belong to, where it is one. */
    status: Status | null;
    lang: string | null;
    /** What the focus goes back to. */
    opener: HTMLElement | null;
}

/** The full-size view above the page: an entry of the history, so that Back closes it. */
export class MediaViewer {
    #opened: Opened | null = $state.raw(null);
    #key = 0;

    get opened(): Opened | null {
        return this.#opened;
    }

    open(given: Omit<Opened, 'key' | 'opener'>): void {
        const { activeElement } = document;
        const opener = activeElement instanceof HTMLElement ? activeElement : null;
        const key = ++this.#key;
        this.#opened = { ...given, key, opener };
        pushState('', { viewer: key });
    }
}

export const mediaViewer = new MediaViewer();
