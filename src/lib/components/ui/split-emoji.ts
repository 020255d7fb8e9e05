/** A custom emoji as the API lists it beside a text. */
export interface TextEmoji {
    shortcode: string;
    url: string;
    static_url: string;
}

export type TextPart = string | TextEmoji;

/** Cuts a plain text at its `:shortcode:`s that name one of `emojis`; everything else stays text. */
export function splitEmoji(text: string, emojis: readonly TextEmoji[]): TextPart[] {
    if (emojis.length === 0 || !text.includes(':')) return [text];
    const byShortcode = new Map(emojis.map((emoji) => [emoji.shortcode, emoji]));
    const parts: TextPart[] = [];
    let plain = '';
    for (const piece of text.split(/(:[a-zA-Z0-9_]+:)/)) {
        const emoji = byShortcode.get(piece.slice(1, -1));
        if (emoji && piece.startsWith(':')) {
            if (plain) parts.push(plain);
            parts.push(emoji);
            plain = '';
        } else {
            plain += piece;
        }
    }
    if (plain) parts.push(plain);
    return parts;
}
