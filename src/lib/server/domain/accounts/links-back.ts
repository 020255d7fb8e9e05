import { Parser } from 'htmlparser2';

/** How many elements are looked at before a page counts as one that does not link back. */
const MOST_LINKS = 20_000;

/**
 * Whether a page says, by a link with `rel="me"`, that it belongs to whom one of `addresses` describes.
 * `page` is where the page was found: its links may be relative. https://microformats.org/wiki/rel-me
 */
export function linksBack(html: string, page: URL, addresses: readonly string[]): boolean {
    const wanted = new Set(addresses.map(comparable));
    let found = false;
    let links = 0;
    const parser = new Parser({
        onopentag(name, { rel = '', href }) {
            if ((name !== 'a' && name !== 'link') || href === undefined || !isMe(rel)) return;
            const target = URL.parse(href, page);
            if (target && wanted.has(comparable(target.href))) found = true;
            if (found || ++links >= MOST_LINKS) parser.pause();
        },
    });
    parser.end(html);
    return found;
}

function isMe(rel: string): boolean {
    return rel.toLowerCase().split(/\s+/).includes('me');
}

/** Handles have no case, and people forget the slash at the end or add one. */
function comparable(address: string): string {
    return address.toLowerCase().replace(/\/$/, '');
}
