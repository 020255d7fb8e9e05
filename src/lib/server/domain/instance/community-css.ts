import { parse, walk, type CssNode } from 'css-tree';

/**
 * What a community may say of its looks. Nothing that fetches (`url()`, `@import`, `@font-face`), nothing that covers,
 * moves or hides (position, margins, display, opacity, transforms), and no selector that reads what somebody wrote or
 * where they have been. docs/decisions/0025
 */
const PROPERTIES =
    /^(--[a-z0-9-]+|color|background(-(color|image|size|position|repeat))?|border(-[a-z-]+)?|box-shadow|text-shadow|font-(family|weight|style|variant)|letter-spacing|line-height|text-(align|transform|wrap|decoration(-[a-z]+)?)|padding(-[a-z-]+)?|gap|accent-color|caret-color|scrollbar-color|fill|stroke)$/;
const FUNCTIONS =
    /^(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|var|calc|min|max|clamp|(repeating-)?(linear|radial|conic)-gradient)$/;
const PSEUDO_CLASSES =
    /^(root|hover|focus|focus-visible|focus-within|active|disabled|checked|first-child|last-child|nth-child|not|is|where|dir|lang)$/;
const PSEUDO_ELEMENTS = /^(selection|placeholder|marker)$/;
const ATTRIBUTES = /^(data-theme|data-contrast|data-hue|dir|lang)$/;
/** Where Unicode hides and comments cut, two readers may read two things. */
const UNREADABLE = /[\\\0]|<!--|-->/;

/** Why this is no style a community may have, naming the line; undefined where it is one. */
export function problemWithCss(css: string): string | undefined {
    const odd = css.split('\n').findIndex((line) => UNREADABLE.test(line));
    if (odd >= 0) return `line ${odd + 1}: escapes and HTML comments are not read`;
    let problem: string | undefined;
    const refuse = (node: CssNode | undefined, words: string) => {
        problem ??= `line ${node?.loc?.start.line ?? 1}: ${words}`;
    };
    const tree = parse(css, {
        positions: true,
        parseCustomProperty: true,
        onParseError: (error) => {
            problem ??= `line ${error.line}: ${error.message}`;
        },
    });
    walk(tree, (node) => {
        const words = refusal(node);
        if (words) refuse(node, words);
    });
    return problem;
}

function refusal(node: CssNode): string | undefined {
    switch (node.type) {
        case 'Atrule':
            return node.name === 'media' ? undefined : `@${node.name} is not allowed`;
        case 'Declaration':
            if (node.important) return '!important is not allowed';
            return PROPERTIES.test(node.property) ? undefined : `${node.property} cannot be set`;
        case 'Function':
            return FUNCTIONS.test(node.name.toLowerCase()) ? undefined : `${node.name}() is not allowed`;
        case 'PseudoClassSelector':
            return PSEUDO_CLASSES.test(node.name) ? undefined : `:${node.name} is not allowed`;
        case 'PseudoElementSelector':
            return PSEUDO_ELEMENTS.test(node.name) ? undefined : `::${node.name} is not allowed`;
        case 'AttributeSelector':
            return ATTRIBUTES.test(node.name.name) ? undefined : `[${node.name.name}] is not allowed`;
        case 'Url':
            return 'addresses are not allowed';
        case 'Raw':
            return node.value.trim() === '' ? undefined : 'this cannot be read';
        case 'CDO':
        case 'CDC':
            return 'HTML comments are not read';
        default:
            return undefined;
    }
}
