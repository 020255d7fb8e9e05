/** Chance that falls the same way at every run, so that running the demonstration again says nothing new. */
export class Chance {
    #state: number;

    constructor(seed: number) {
        this.#state = seed;
    }

    /** At least 0, below 1 (mulberry32). */
    next(): number {
        this.#state = (this.#state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    }

    /** Below `limit`. */
    below(limit: number): number {
        return Math.floor(this.next() * limit);
    }

    /** Whether something happens that happens in `share` of all cases. */
    happens(share: number): boolean {
        return this.next() < share;
    }

    /** @throws Error for an empty list. */
    pick<T>(list: readonly T[]): T {
        const picked = list[this.below(list.length)];
        if (picked === undefined) throw new Error('There is nothing to pick from');
        return picked;
    }

    /** `count` different entries, or all there are. */
    pickSome<T>(list: readonly T[], count: number): T[] {
        const left = [...list];
        const picked: T[] = [];
        while (picked.length < count && left.length > 0)
            picked.push(...left.splice(this.below(left.length), 1));
        return picked;
    }
}
