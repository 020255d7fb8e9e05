import type { CustomEmoji } from '$lib/mastodon-api/entities';
import { withTone, type SkinTone, type UnicodeEmoji } from './unicode-emoji';

/** An emoji that can be chosen: a character, or one of the community's own with its picture. */
export interface EmojiChoice {
    /** The character itself, or a shortcode without colons. */
    name: string;
    url: string | null;
    static_url: string | null;
    /** What it is called. */
    label: string;
    /** Its shortcodes and aliases. */
    shortcodes: readonly string[];
    /** Lower case words by which it is found, parted by spaces. */
    words: string;
}

/** What is written into a text for it. */
export function textOfChoice({ name, url }: Pick<EmojiChoice, 'name' | 'url'>): string {
    return url === null ? name : `:${name}:`;
}

/** One of the community's own. */
export function ownChoice({ shortcode, url, static_url, aliases = [] }: CustomEmoji): EmojiChoice {
    return {
        ...{ name: shortcode, url, static_url },
        label: `:${shortcode}:`,
        shortcodes: [shortcode, ...aliases],
        words: [shortcode.replaceAll('_', ' '), ...aliases].join(' ').toLowerCase(),
    };
}

/** One of Unicode's, in the skin tone the person chose. */
export function unicodeChoice(emoji: UnicodeEmoji, tone: SkinTone): EmojiChoice {
    return {
        name: emoji.hasTones ? withTone(emoji.character, tone) : emoji.character,
        url: null,
        static_url: null,
        label: emoji.label,
        shortcodes: emoji.shortcodes,
        words: `${emoji.label.toLowerCase()} ${emoji.tags}`,
    };
}
