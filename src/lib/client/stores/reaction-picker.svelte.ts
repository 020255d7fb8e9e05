import type { ReactedEmoji } from '../outbox/row';

/** Whether an emoji is being chosen, and what becomes of it. */
export class ReactionPicker {
    #chosen: ((emoji: ReactedEmoji) => void) | null = $state.raw(null);

    get isOpen(): boolean {
        return this.#chosen !== null;
    }

    /** Asks for an emoji; `onchosen` hears of it. */
    open(onchosen: (emoji: ReactedEmoji) => void): void {
        this.#chosen = onchosen;
    }

    choose(emoji: ReactedEmoji): void {
        this.#chosen?.(emoji);
        this.close();
    }

    close(): void {
        this.#chosen = null;
    }
}

export const reactionPicker = new ReactionPicker();
