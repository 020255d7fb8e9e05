import type { CustomEmoji } from '$lib/mastodon-api/entities';
import { findEmoji } from '$lib/text';

export type TextEmoji = Pick<CustomEmoji, 'shortcode' | 'url' | 'static_url'>;
export type TextPart = string | TextEmoji;

/** Cuts a plain text at its `:shortcode:`s that name one of `emojis`; everything else stays text. */
export function splitEmoji(text: string, emojis: readonly TextEmoji[]): TextPart[] {
    if (emojis.length === 0 || !text.includes(':')) return [text];
    const byShortcode = new Map(emojis.map((emoji) => [emoji.shortcode, emoji]));
    const parts: TextPart[] = [];
    let position = 0;
    for (const { start, end, shortcode } of findEmoji(text)) {
        const emoji = byShortcode.get(shortcode);
        if (!emoji) continue;
        if (start > position) parts.push(text.slice(position, start));
        parts.push(emoji);
        position = end;
    }
    if (position < text.length) parts.push(text.slice(position));
    return parts;
}
