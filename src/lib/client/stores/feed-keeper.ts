import { keepFeed } from '../database/feeds';
import type { StoredFeed } from '../database/records';

const AFTER = 500;

/** Keeps a feed and the place in it on the device, soon after either changed. */
export class FeedKeeper {
    readonly #snapshot: () => Omit<StoredFeed, 'usedAt'>;
    #timer: ReturnType<typeof setTimeout> | null = null;

    constructor(snapshot: () => Omit<StoredFeed, 'usedAt'>) {
        this.#snapshot = snapshot;
    }

    soon(): void {
        this.#timer ??= setTimeout(() => void this.now(), AFTER);
    }

    async now(): Promise<void> {
        if (this.#timer) clearTimeout(this.#timer);
        this.#timer = null;
        await keepFeed(this.#snapshot());
    }
}
