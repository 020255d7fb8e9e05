import { escapeHtml } from './escape-html';
import { findHashtags } from './find-hashtags';
import { findLinks, type Span } from './find-links';
import { findMentions, type MentionSpan } from './find-mentions';

export interface RenderOptions {
    /** The people who were found, by mentionKey; anybody else stays plain text. */
    mentions?: ReadonlyMap<string, MentionTarget>;
    /** The page of a hashtag, by its normalised name. Without it hashtags stay plain text. */
    hashtagUrl?: (id: string) => string;
}

export interface MentionTarget {
    /** The person's page. */
    url: string;
    /** The name as its owner spells it. */
    username: string;
}

/** The key of `RenderOptions.mentions`: `user` or `user@host`, in lower case. */
export function mentionKey({ username, host }: Pick<MentionSpan, 'username' | 'host'>): string {
    return (host === null ? username : `${username}@${host}`).toLowerCase();
}

interface Piece extends Span {
    html: string;
}

/**
 * A member's text as the HTML that clients expect of `content`: paragraphs, line breaks, and the markup and classes of
 * mentions, hashtags and links. Custom emoji stay `:shortcode:`. Anything else of the text is escaped.
 */
export function renderStatusHtml(text: string, options: RenderOptions = {}): string {
    const plain = text.replace(/\r\n?/g, '\n').trim();
    if (plain === '') return '';
    const html = withMarkup(plain, findPieces(plain, options));
    return html
        .split(/\n{2,}/)
        .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br />')}</p>`)
        .join('');
}

function findPieces(text: string, { mentions, hashtagUrl }: RenderOptions): Piece[] {
    const links = findLinks(text);
    const pieces: Piece[] = links.map(({ start, end, url }) => ({ start, end, html: linkHtml(url) }));
    if (mentions)
        for (const span of findMentions(text, links)) {
            const target = mentions.get(mentionKey(span));
            if (target) pieces.push({ start: span.start, end: span.end, html: mentionHtml(target) });
        }
    if (hashtagUrl)
        for (const { start, end, name, id } of findHashtags(text, links))
            pieces.push({ start, end, html: hashtagHtml(name, hashtagUrl(id)) });
    return pieces.sort((a, b) => a.start - b.start);
}

function withMarkup(text: string, pieces: Piece[]): string {
    const parts: string[] = [];
    let position = 0;
    for (const { start, end, html } of pieces) {
        parts.push(escapeHtml(text.slice(position, start)), html);
        position = end;
    }
    parts.push(escapeHtml(text.slice(position)));
    return parts.join('');
}

/** Somebody who is named, as clients expect it. */
export function mentionHtml({ url, username }: MentionTarget): string {
    return (
        `<span class="h-card" translate="no"><a href="${escapeHtml(url)}" class="u-url mention">` +
        `@<span>${escapeHtml(username)}</span></a></span>`
    );
}

/** A hashtag as it was written, as clients expect it. */
export function hashtagHtml(name: string, url: string): string {
    return `<a href="${escapeHtml(url)}" class="mention hashtag" rel="tag">#<span>${escapeHtml(name)}</span></a>`;
}

const VISIBLE_CHARACTERS = 30;

/** A link shows its host and the beginning of its path; the rest is there for whoever copies it. */
export function linkHtml(url: string, rel = 'nofollow noopener'): string {
    const prefix = /^https?:\/\/(?:www\.)?/i.exec(url)?.[0] ?? '';
    const address = [...url.slice(prefix.length)];
    // One character left over is shown rather than replaced by an ellipsis as wide as itself.
    const isCut = address.length > VISIBLE_CHARACTERS + 1;
    const visible = escapeHtml((isCut ? address.slice(0, VISIBLE_CHARACTERS) : address).join(''));
    const rest = isCut ? escapeHtml(address.slice(VISIBLE_CHARACTERS).join('')) : '';
    return (
        `<a href="${escapeHtml(url)}" rel="${rel}" target="_blank" translate="no">` +
        `<span class="invisible">${escapeHtml(prefix)}</span>` +
        `<span class="${isCut ? 'ellipsis' : ''}">${visible}</span>` +
        `<span class="invisible">${rest}</span></a>`
    );
}
