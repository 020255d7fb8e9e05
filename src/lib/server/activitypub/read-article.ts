import { escapeHtml, renderStatusHtml } from '$lib/text';
import { readFilm, readPicture, type AttachmentRecord } from './read-attachments';
import { sanitizeStatusHtml } from './sanitize-html';
import { addressOf, isObject, objectsOf, textOf, wordsOf, type Json } from './untrusted';

/** Above this an article is shown by the shorter text that its author wrote about it, where there is one. */
const LONG = 4_000;
const MAX_EXCERPT = 20_000;
const MAX_TITLE = 1_000;

/**
 * What a text is as HTML that was sanitized. Some software writes plain text or Markdown and says so (PeerTube's
 * descriptions); the marks of Markdown stay as they were typed.
 */
export function htmlOfText(text: string, mediaType: unknown): string {
    const isPlain = /^text\/(?:plain|markdown|x\.misskeymarkdown)\b/.test(textOf(mediaType, 100) ?? '');
    return isPlain ? renderStatusHtml(text) : sanitizeStatusHtml(text);
}

/**
 * What is no note, as a post: its title, what it links to, its text (or, of a long one, the excerpt that came along:
 * FEP-b2b8), and a link to its page.
 */
export function articleHtml(json: Json, content: string, url: string): string {
    const title = wordsOf(json, 'name', MAX_TITLE) ?? '';
    const heading = title ? `<p><strong>${escapeHtml(title)}</strong></p>` : '';
    const links = linksOf(json).filter((link) => link !== url);
    return `${heading}${links.map(linkHtml).join('')}${bodyHtml(json, content)}${linkHtml(url)}`;
}

function bodyHtml(json: Json, content: string): string {
    const excerpt = isObject(json.preview) ? textOf(json.preview.content, MAX_EXCERPT) : undefined;
    const summary = excerpt || wordsOf(json, 'summary', MAX_EXCERPT) || '';
    const isShown = content !== '' && (content.length <= LONG || summary === '');
    return isShown ? htmlOfText(content, json.mediaType) : htmlOfText(summary, 'text/html');
}

/** Pages that it is about, as a post in a community of links has one. */
function linksOf(json: Json): string[] {
    return objectsOf(json.attachment, 'Link')
        .map(({ href }) => addressOf(href))
        .filter((href) => href !== undefined)
        .slice(0, 4);
}

const linkHtml = (url: string) =>
    sanitizeStatusHtml(`<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`);

/**
 * The film that something is which is no note, or the picture that stands for it; where it is about a page, that page has
 * one of its own.
 */
export function pictureOf(json: Json): AttachmentRecord[] {
    if (linksOf(json).length > 0) return [];
    const picture = readFilm(json) ?? readPicture(json.image) ?? readPicture(json.icon);
    return picture ? [picture] : [];
}
