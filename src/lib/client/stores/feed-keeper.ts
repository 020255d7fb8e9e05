import { keepFeed } from '../database/feeds';
import type { StoredFeed } from '../database/records';

const AFTER = 500;

/** Keeps a feed and the place in it on the device, soon after either changed. */
export class FeedKeeper {
    readonly #snapshot: () => Omit<StoredFeed, 'usedAt'> | null;
    #timer: ReturnType<typeof setTimeout> | null = null;

    /** The snapshot is null while what the device has is not known: nothing must be written over it. */
    constructor(snapshot: () => Omit<StoredFeed, 'usedAt'> | null) {
        this.#snapshot = snapshot;
    }

    soon(): void {
        this.#timer ??= setTimeout(() => void this.now(), AFTER);
    }

    async now(): Promise<void> {
        if (this.#timer) clearTimeout(this.#timer);
        this.#timer = null;
        const snapshot = this.#snapshot();
        if (snapshot) await keepFeed(snapshot);
    }
}
