import type { Status } from '$lib/mastodon-api/entities';
import { escapeHtml, findEmoji, htmlToText } from '$lib/text';
import type { TextEmoji } from '$lib/components/ui/split-emoji';
import { stillMedia } from '$lib/client/stores/still-media';

type Linked = Pick<Status, 'mentions' | 'tags'>;

/**
 * Prepares clean HTML for this app's pages: links to mentioned people and to hashtags lead to our own pages of them,
 * every other link opens beside the app, and custom emoji become pictures. `html` must be sanitised already; the
 * sanitiser writes attributes in double quotes, which this relies on.
 */
export function forOurPages(html: string, linked: Linked, emojis: readonly TextEmoji[]): string {
    return html
        .split(/(<[^>]*>)/)
        .map((piece) => {
            if (piece.startsWith('<a ')) return rewriteLink(piece, linked);
            return piece.startsWith('<') ? piece : withEmoji(piece, emojis);
        })
        .join('');
}

function rewriteLink(tag: string, { mentions, tags }: Linked): string {
    const href = /\bhref="([^"]*)"/.exec(tag)?.[1];
    if (href === undefined) return tag;
    const local = localPath(decodeAttribute(href), tag, mentions, tags);
    const bare = tag.replace(/\s(?:target|rel|href)="[^"]*"/g, '');
    const attributes = local
        ? `href="${escapeHtml(local)}"`
        : `href="${href}" target="_blank" rel="nofollow noopener noreferrer"`;
    return `<a ${attributes}${bare.slice(2)}`;
}

function localPath(href: string, tag: string, mentions: Linked['mentions'], tags: Linked['tags']) {
    const mention = mentions.find((mentioned) => mentioned.url === href);
    if (mention) return `/@${mention.acct}`;
    if (!/\bclass="[^"]*\bhashtag\b/.test(tag) && !tags.some((known) => known.url === href)) return undefined;
    const name = tags.find((known) => known.url === href)?.name ?? lastSegment(href);
    return name && `/tags/${encodeURIComponent(name)}`;
}

/** The tag that a hashtag's address ends in, as every server of the fediverse writes them. */
function lastSegment(href: string): string | undefined {
    try {
        const { protocol, pathname } = new URL(href);
        if (!/^https?:$/.test(protocol)) return undefined;
        return decodeURIComponent(pathname.split('/').filter(Boolean).at(-1) ?? '');
    } catch {
        return undefined;
    }
}

function withEmoji(text: string, emojis: readonly TextEmoji[]): string {
    if (emojis.length === 0) return text;
    let html = '';
    let position = 0;
    for (const { start, end, shortcode } of findEmoji(text)) {
        const emoji = emojis.find((known) => known.shortcode === shortcode);
        if (!emoji) continue;
        html += text.slice(position, start) + emojiPicture(emoji);
        position = end;
    }
    return html + text.slice(position);
}

function emojiPicture({ shortcode, url, static_url }: TextEmoji): string {
    const name = `:${shortcode}:`;
    return (
        `<picture><source srcset="${escapeHtml(static_url)}" media="${stillMedia()}">` +
        `<img class="custom-emoji" src="${escapeHtml(url)}" alt="${name}" title="${name}" loading="lazy"></picture>`
    );
}

function decodeAttribute(value: string): string {
    return value.includes('&') ? htmlToText(value) : value;
}

const LONG_CHARACTERS = 900;
const LONG_LINES = 14;

/** Whether a text is folded in feeds. Decided from the text alone, so that nothing moves after it is painted. */
export function isLong(html: string): boolean {
    const text = htmlToText(html);
    return text.length > LONG_CHARACTERS || text.split('\n').length > LONG_LINES;
}
