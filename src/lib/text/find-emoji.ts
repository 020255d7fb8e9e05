import type { Span } from './find-links';

export interface EmojiSpan extends Span {
    shortcode: string;
}

const EMOJI = /(?<![\p{L}\p{N}:]):([A-Za-z0-9_]{2,64}):(?![\p{L}\p{N}:])/gu;

/** The `:shortcodes:` of a text, in order; whether this community has such an emoji is for the caller to find out. */
export function findEmoji(text: string): EmojiSpan[] {
    if (!text.includes(':')) return [];
    return Array.from(text.matchAll(EMOJI), (match) => ({
        start: match.index,
        end: match.index + match[0].length,
        shortcode: match[1] ?? '',
    }));
}
