import type { EmojiChoice } from '../emoji/emoji-choice';

/** What is to become of the emoji that is chosen. */
interface Asked {
    onchosen: (emoji: EmojiChoice) => void;
    /** Beside what it opens; in the middle where nothing is named. */
    anchor: HTMLElement | null;
    /** Whether several may be chosen one after the other. */
    several: boolean;
}

/** Whether an emoji is being chosen, and what becomes of it. */
export class EmojiPickerState {
    #asked: Asked | null = $state.raw(null);

    get isOpen(): boolean {
        return this.#asked !== null;
    }

    get anchor(): HTMLElement | null {
        return this.#asked?.anchor ?? null;
    }

    /** Asks for an emoji; `onchosen` hears of it. */
    open(
        onchosen: (emoji: EmojiChoice) => void,
        { anchor = null, several = false }: { anchor?: EventTarget | null; several?: boolean } = {},
    ): void {
        this.#asked = { onchosen, several, anchor: anchor instanceof HTMLElement ? anchor : null };
    }

    choose(emoji: EmojiChoice, { more = false } = {}): void {
        this.#asked?.onchosen(emoji);
        if (!(this.#asked?.several && more)) this.close();
    }

    close(): void {
        this.#asked = null;
    }
}

export const emojiPicker = new EmojiPickerState();
