/** How long a post that is deleted while it is in view says so. */
const STUB_FOR = 10_000;

/** Posts that were deleted before the reader's eyes: for a moment they say so, instead of moving what is below. */
export class DeletedStubs {
    #ids: ReadonlySet<string> = $state.raw(new Set());

    get ids(): ReadonlySet<string> {
        return this.#ids;
    }

    /** Leaves a stub of a post; `over` when it has been there long enough. */
    leave(id: string, over: () => void): void {
        this.#ids = new Set([...this.#ids, id]);
        setTimeout(() => {
            this.#ids = new Set([...this.#ids].filter((other) => other !== id));
            over();
        }, STUB_FOR);
    }
}
