/** A shortcode being typed: `:bl`, or `:blob:` when it was closed. */
export interface EmojiWord {
    /** What was typed after the colon. */
    query: string;
    /** Where it begins and ends, colons included, in UTF-16 units. */
    start: number;
    end: number;
    /** Whether its second colon was typed too. */
    closed: boolean;
}

const WORD = /(?<![\p{L}\p{N}:]):([\p{L}\p{N}_+-]{2,40})(:?)$/u;
const LONGEST = 60;

/** The shortcode that ends at the caret, if any. */
export function emojiWordAt(text: string, caret: number): EmojiWord | undefined {
    const match = WORD.exec(text.slice(Math.max(0, caret - LONGEST), caret));
    const [whole, query, colon] = match ?? [];
    if (whole === undefined || query === undefined) return undefined;
    return { query, start: caret - whole.length, end: caret, closed: colon === ':' };
}

/** Letters and digits stick to a shortcode, so that it would be none. */
const STICKS_BEFORE = /[\p{L}\p{N}:]$/u;
const STICKS_AFTER = /^[\p{L}\p{N}:]/u;

/** `emoji` as it is written between two texts: a shortcode apart from letters, a character as it is. */
export function apart(before: string, emoji: string, after: string): string {
    if (!emoji.startsWith(':')) return emoji;
    return `${STICKS_BEFORE.test(before) ? ' ' : ''}${emoji}${STICKS_AFTER.test(after) ? ' ' : ''}`;
}
