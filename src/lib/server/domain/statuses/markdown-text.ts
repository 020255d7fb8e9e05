import MarkdownIt, { type StateInline } from 'markdown-it';
import {
    escapeHtml,
    findHashtags,
    findLinks,
    findMentions,
    hashtagHtml,
    linkHtml,
    mentionHtml,
    mentionKey,
    type HashtagSpan,
    type LinkSpan,
    type MentionSpan,
    type RenderOptions,
    type Span,
} from '$lib/text';
import type { ComposedText } from './composed-text';

/** Something in a text that the grammar of every post knows, whatever Markdown would make of its characters. */
type Name = Span &
    ({ link: LinkSpan } | { mention: MentionSpan } | { hashtag: HashtagSpan }) & { text: string };

interface Reading extends Record<PropertyKey, unknown> {
    /** The names of each stretch of text, by where they begin. */
    names: Map<string, Map<number, Name>>;
    options?: RenderOptions;
}

/** Where one of the rules of Markdown may begin. */
const SIGNS = new Set('\n*_~`[]<>\\!'.split(''));

/**
 * A text in Markdown: emphasis, code, quotations, lists, headings (as strong text) and links to the web. HTML is text,
 * pictures are links, and people, hashtags and addresses are found as in any other post.
 */
export function markdownText(text: string): ComposedText {
    const reading: Reading = { names: new Map() };
    const tokens = markdown.parse(text.trim(), reading);
    const names = tokens.flatMap(({ children }) => children ?? []).flatMap(({ meta }) => nameOf(meta) ?? []);
    return {
        mentions: names.flatMap((name) => ('mention' in name ? name.mention : [])),
        hashtags: names.flatMap((name) => ('hashtag' in name ? name.hashtag : [])),
        // Line breaks are elements; what is left of the renderer's own would be seen as space.
        html: (options) =>
            markdown.renderer.render(tokens, markdown.options, { ...reading, options }).replaceAll('\n', ''),
    };
}

const markdown = new MarkdownIt('zero', { breaks: true, xhtmlOut: true }).enable([
    'blockquote',
    'fence',
    'heading',
    'list',
    'autolink',
    'backticks',
    'emphasis',
    'escape',
    'link',
    'newline',
    'strikethrough',
]);
markdown.validateLink = (url) => /^https?:\/\//i.test(url) && URL.canParse(url);
markdown.inline.ruler.at('text', readText);
markdown.inline.ruler.before('text', 'name', readName);

const { rules } = markdown.renderer;
rules.heading_open = () => '<p><strong>';
rules.heading_close = () => '</strong></p>';
rules.fence = (tokens, index) => {
    const lines = escapeHtml(tokens[index]?.content.trimEnd() ?? '').replaceAll('\n', '<br />');
    return `<pre><code>${lines}</code></pre>`;
};
rules.link_open = (tokens, index) =>
    `<a href="${escapeHtml(String(tokens[index]?.attrGet('href') ?? ''))}" rel="nofollow noopener" target="_blank">`;
rules.name = (tokens, index, _, env) => {
    const name = nameOf(tokens[index]?.meta);
    return name ? nameHtml(name, (env as Reading | undefined)?.options ?? {}) : '';
};

/** Names come before every other rule, so that an underscore in one is not the beginning of emphasis. */
function readName(state: StateInline, silent: boolean): boolean {
    const name = namesOf(state).get(state.pos);
    if (!name || name.end > state.posMax) return false;
    if (!silent) {
        // Within a link everything is its label.
        const token = state.push(state.linkLevel > 0 ? 'text' : 'name', '', 0);
        token.content = name.text;
        if (state.linkLevel === 0) token.meta = { name };
    }
    state.pos = name.end;
    return true;
}

/** Plain characters, up to where a rule or a name may begin. */
function readText(state: StateInline, silent: boolean): boolean {
    const names = namesOf(state);
    let end = state.pos;
    while (end < state.posMax && !SIGNS.has(state.src.charAt(end)) && !names.has(end)) end++;
    if (end === state.pos) return false;
    if (!silent) state.pending += state.src.slice(state.pos, end);
    state.pos = end;
    return true;
}

function namesOf({ src, env }: StateInline): Map<number, Name> {
    const { names } = env as unknown as Reading;
    let found = names.get(src);
    if (!found) names.set(src, (found = findNames(src)));
    return found;
}

function findNames(text: string): Map<number, Name> {
    const links = findLinks(text).map((link) => withoutLabelEnd(link));
    const names = [
        ...links.map((link) => ({ ...link, link })),
        ...findMentions(text, links).map((mention) => ({ ...mention, mention })),
        ...findHashtags(text, links).map((hashtag) => ({ ...hashtag, hashtag })),
    ];
    return new Map(names.map((name) => [name.start, { ...name, text: text.slice(name.start, name.end) }]));
}

/** An address that is the label of a link ends where the label does: `[https://a.example](https://b.example)`. */
function withoutLabelEnd(link: LinkSpan): LinkSpan {
    const length = link.url.indexOf('](');
    return length === -1
        ? link
        : { start: link.start, end: link.start + length, url: link.url.slice(0, length) };
}

function nameOf(meta: Record<string, unknown> | null | undefined): Name | undefined {
    return meta?.name as Name | undefined;
}

function nameHtml(name: Name, { mentions, hashtagUrl }: RenderOptions): string {
    if ('link' in name) return linkHtml(name.link.url);
    if ('hashtag' in name)
        return hashtagUrl
            ? hashtagHtml(name.hashtag.name, hashtagUrl(name.hashtag.id))
            : escapeHtml(name.text);
    const target = mentions?.get(mentionKey(name.mention));
    return target ? mentionHtml(target) : escapeHtml(name.text);
}
