/** So many hashtags at the end of a post are not part of what it says. */
const MANY = 4;

const PARAGRAPH_AT_END = /<p(?:\s[^>]*)?>((?:(?!<\/?p[\s>]).)*)<\/p>\s*$/s;
const HASHTAG = /<a\s[^>]*\bclass="[^"]*\bhashtag\b[^"]*"[^>]*>.*?<\/a>/gs;

/**
 * Splits off a last paragraph that is nothing but four or more hashtags, so that it can be folded. Null where the post
 * does not end in one, or says nothing else. `html` must be sanitised.
 */
export function splitTrailingHashtags(
    html: string,
): { text: string; hashtags: string; count: number } | null {
    const last = PARAGRAPH_AT_END.exec(html);
    if (!last || last.index === 0) return null;
    const [hashtags, inside = ''] = last;
    const count = inside.match(HASHTAG)?.length ?? 0;
    const rest = inside.replace(HASHTAG, '').replace(/<br\s*\/?>|<\/?span[^>]*>|&nbsp;|\s/g, '');
    return count >= MANY && rest === '' ? { text: html.slice(0, last.index), hashtags, count } : null;
}
