import { linkHtml } from './render-status-html';

/**
 * A post's HTML with the line that shows what it quotes to whoever cannot show the quote itself; clients that can hide
 * it by its class. Nothing is added where the text has the address already.
 */
export function withQuoteInline(html: string, quotedUrl: string): string {
    const link = linkHtml(quotedUrl);
    if (html.includes(link)) return html;
    return `<p class="quote-inline">RE: ${link}</p>${html}`;
}
