const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];
const CELLS = ['td', 'th'];
const BOXES = [
    'address',
    'article',
    'aside',
    'caption',
    'dd',
    'details',
    'div',
    'dl',
    'dt',
    'figcaption',
    'figure',
    'footer',
    'header',
    'hr',
    'main',
    'section',
    'summary',
    'table',
    'tbody',
    'tfoot',
    'thead',
    'tr',
];

/** What a post has no elements for, though it parts one line from the next. */
export const BLOCKS = [...HEADINGS, ...CELLS, ...BOXES];

const box = `</?(?:${BOXES.join('|')})(?: /)?>`;
/** Begins at an element, not at space, so that long stretches of space are read once. */
const BOXES_IN_A_ROW = new RegExp(`${box}(?:\\s*${box})*\\s*`, 'g');
const STANDS_AFTER_BREAK = /(?:^|<\/?(?:p|ul|ol|li|blockquote|pre)(?: [^<>]*)?>|<br \/>)\s*$/;
const STANDS_BEFORE_BREAK = /^(?:$|<\/?(?:p|ul|ol|li|blockquote|pre|br)[ >])/;
/** As far as it is looked around a box. */
const NEAR = 200;

/**
 * Turns the blocks of sanitized HTML, whose elements carry no attributes and whose text holds no `<`, into what a post
 * has: a heading into a paragraph of strong text, the cells of a row into words, any other block into lines.
 */
export function blocksAsLines(html: string): string {
    return html
        .replace(/<h[1-6]>/g, '<p><strong>')
        .replace(/<\/h[1-6]>/g, '</strong></p>')
        .replace(/<t[dh]>/g, '')
        .replace(/<\/t[dh]>/g, ' ')
        .replace(BOXES_IN_A_ROW, (row: string, place: number, whole: string) => {
            const before = whole.slice(Math.max(0, place - NEAR), place);
            const after = whole.slice(place + row.length, place + row.length + 20);
            return STANDS_AFTER_BREAK.test(before) || STANDS_BEFORE_BREAK.test(after) ? '' : '<br />';
        });
}
