const NAMED: Record<string, string> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    hellip: '…',
};
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi;
const BLOCK = new Set(['p', 'div', 'blockquote', 'ul', 'ol', 'pre', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const UNREAD = new Set(['script', 'style', 'template', 'noscript']);

/**
 * What a reader of the HTML would read: blocks apart by an empty line, list items and breaks by a line, tags gone,
 * entities decoded. For search, notifications and previews; the result is text and must be escaped like any text.
 */
export function htmlToText(html: string): string {
    const parts: string[] = [];
    let position = 0;
    let unread: string | undefined;
    while (position < html.length) {
        const open = html.indexOf('<', position);
        const text = html.slice(position, open === -1 ? html.length : open);
        if (!unread && text) parts.push(decode(text));
        if (open === -1) break;
        const close = endOfTag(html, open);
        if (close === -1) break;
        const tag = html.slice(open + 1, close);
        const name = /^\/?([a-z0-9]+)/i.exec(tag.slice(0, 32))?.[1]?.toLowerCase() ?? '';
        const isClosing = tag.startsWith('/');
        if (unread) {
            if (isClosing && name === unread) unread = undefined;
        } else if (UNREAD.has(name)) {
            if (!isClosing) unread = name;
        } else if (name === 'br' || (name === 'li' && !isClosing)) parts.push('\n');
        else if (BLOCK.has(name)) parts.push('\n\n');
        position = close + 1;
    }
    return parts
        .join('')
        .replace(/\n{3,}/g, '\n\n')
        .trim();
}

function endOfTag(html: string, open: number): number {
    if (!html.startsWith('<!--', open)) return html.indexOf('>', open);
    const end = html.indexOf('-->', open + 4);
    return end === -1 ? -1 : end + 2;
}

function decode(text: string): string {
    if (!text.includes('&')) return text;
    return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
        const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
        const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
        return isCharacter ? String.fromCodePoint(code) : '\ufffd';
    });
}
