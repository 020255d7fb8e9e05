import type { Anchor } from '../database/records';

/** For how long a jump can be taken back. */
const BACK_FOR = 30_000;

/** Where somebody reads in a feed, the line at which they stopped, and the way back after a jump. */
export class ReadingPlace {
    readonly #moved: (anchor: Anchor) => void;
    #anchor: Anchor | null = null;
    #line: string | null = $state(null);
    #left: Anchor | null = $state.raw(null);
    #jumped = $state(false);
    #forgetting: ReturnType<typeof setTimeout> | null = null;

    constructor(moved: (anchor: Anchor) => void) {
        this.#moved = moved;
    }

    /** The first item in view, and how much of it is hidden. */
    get anchor(): Anchor | null {
        return this.#anchor;
    }

    /** The reader moved there. */
    set anchor(anchor: Anchor | null) {
        this.#anchor = anchor;
        if (anchor) this.#moved(anchor);
    }

    /** Takes up the place of an earlier visit. */
    restore(anchor: Anchor | null): void {
        this.#anchor = anchor;
    }

    /** The item under the “you were here” line. */
    get line(): string | null {
        return this.#line;
    }

    drawLine(id: string | null): void {
        this.#line = id;
    }

    /** There was a jump a moment ago. */
    get jumped(): boolean {
        return this.#jumped;
    }

    /** Can the last jump be taken back? */
    get canGoBack(): boolean {
        return this.#left !== null;
    }

    /** The reader is taken elsewhere, and can come back for half a minute. */
    jump(from: Anchor | null): void {
        // Two jumps, one after the other, lead back to where there was reading.
        this.#left ??= from;
        this.#jumped = true;
        if (this.#forgetting) clearTimeout(this.#forgetting);
        this.#forgetting = setTimeout(() => this.stay(), BACK_FOR);
    }

    /** Where the reader was before the jump; afterwards there is no way back, and still one to the top. */
    takeBack(): Anchor | null {
        const left = this.#left;
        this.#left = null;
        return left;
    }

    stay(): void {
        if (this.#forgetting) clearTimeout(this.#forgetting);
        this.#forgetting = null;
        this.#left = null;
        this.#jumped = false;
    }
}
