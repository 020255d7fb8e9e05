import sanitize from 'sanitize-html';
import { BLOCKS, blocksAsLines } from './blocks-as-lines';

/**
 * Classes that mean something to clients. Listed one by one: a pattern such as `h-*` would let a remote author use
 * every utility class of the style sheet.
 */
const CLASSES = [
    'mention',
    'hashtag',
    'ellipsis',
    'invisible',
    'quote-inline',
    'h-card',
    'h-entry',
    'h-cite',
    'h-feed',
    'p-name',
    'p-author',
    'p-summary',
    'p-category',
    'p-note',
    'u-url',
    'u-uid',
    'u-photo',
    'u-in-reply-to',
    'dt-published',
    'e-content',
];

const SCHEMES = [
    'http',
    'https',
    'mailto',
    'gemini',
    'gopher',
    'xmpp',
    'magnet',
    'matrix',
    'geo',
    'tel',
    'ipfs',
    'ipns',
];

/** Deeper than prose is nested; what lies below keeps its text. */
const MAX_NESTING = 24;

const OPTIONS: sanitize.IOptions = {
    allowedTags: [
        'p',
        'br',
        'span',
        'a',
        'del',
        's',
        'pre',
        'blockquote',
        'code',
        'b',
        'strong',
        'u',
        'i',
        'em',
        'ul',
        'ol',
        'li',
        'ruby',
        'rt',
        'rp',
        ...BLOCKS,
    ],
    allowedAttributes: {
        a: ['href', 'rel', 'class', 'target', 'translate'],
        span: ['class', 'translate'],
        p: ['class', 'dir', 'lang'],
        ol: ['start', 'reversed'],
        li: ['value'],
        '*': ['lang'],
    },
    allowedClasses: { a: CLASSES, span: CLASSES, p: CLASSES },
    allowedSchemes: SCHEMES,
    allowedSchemesAppliedToAttributes: ['href'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nonTextTags: [
        'script',
        'style',
        'textarea',
        'option',
        'noscript',
        'template',
        'title',
        'iframe',
        'object',
        'mtext',
        'mi',
        'mo',
        'mn',
    ],
    nestingLimit: MAX_NESTING,
    transformTags: {
        a: (tagName, { href, class: classes, translate, rel }) => ({
            tagName,
            attribs: {
                ...(href !== undefined && { href }),
                ...(classes !== undefined && { class: classes }),
                ...(translate === 'no' && { translate }),
                rel: rel?.split(/\s+/).includes('tag') ? 'nofollow noopener tag' : 'nofollow noopener',
                target: '_blank',
            },
        }),
        img: (_, { src = '', alt }) => ({
            tagName: 'a',
            attribs: { href: src, rel: 'nofollow noopener', target: '_blank' },
            text: alt || src,
        }),
    },
};

/**
 * HTML of somebody else reduced to what a post may hold: prose, links to the web and a few other schemes, and the
 * classes that tell mentions, hashtags and shortened links apart. A picture becomes a link to it; headings, tables and
 * other blocks become paragraphs and lines.
 */
export function sanitizeStatusHtml(html: string): string {
    if (!html.includes('<') && !html.includes('&') && !html.includes('>')) return html;
    return blocksAsLines(sanitize(html, OPTIONS)).trim();
}
