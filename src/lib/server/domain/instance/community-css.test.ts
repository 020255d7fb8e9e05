import { describe, expect, test } from 'vitest';
import { problemWithCss } from './community-css';

describe('a community’s own style', () => {
    test.each([
        '',
        ':root { --surface: #fffaf0; --accent: oklch(0.5 0.1 30); }',
        'h1, .brand:hover { font-family: Georgia, serif; letter-spacing: -0.01em }',
        '@media (prefers-color-scheme: dark) { body { background: linear-gradient(#000, #012) } }',
        ":root[data-theme='dark'] { --bg: light-dark(#fff, #001) }",
        'a { color: color-mix(in oklab, var(--accent) 80%, black) } /* ours */',
    ])('may say %s', (css) => {
        expect(problemWithCss(css)).toBeUndefined();
    });

    test.each([
        ['body { background: url(https://evil.test/x) }', 1],
        ['\n\nbody { background-image: image-set("a.png" 1x) }', 3],
        ['@import "https://evil.test/a.css";', 1],
        ['@font-face { font-family: x; src: url(x) }', 1],
        [':root { --x: url(//evil.test) }', 1],
        [':root { --x: src("//evil.test") }', 1],
        ['input[value^="a"] { color: red }', 1],
        ['a:visited { color: red }', 1],
        ['main:has(a) { color: red }', 1],
        ['body { color: red }\nnav { position: fixed }', 2],
        ['nav { display: none }', 1],
        ['nav { opacity: 0 }', 1],
        ['nav { transform: scale(0) }', 1],
        ['nav { margin: -99px }', 1],
        ['a::before { content: "x" }', 1],
        ['a { color: red !important }', 1],
        ['a { color: expression(alert(1)) }', 1],
        ['a { behavior: x }', 1],
        ['a { b\\61 ckground: u\\72l(x) }', 1],
        ['</style><script>', 1],
        ['@supports (color: red) { a { color: red } }', 1],
        ['@layer x { a { color: red } }', 1],
        ['a { color: red; } }', 1],
        ['a { & b { color: red } position: absolute }', 1],
    ])('may not say %s, and the line is named', (css, line) => {
        expect(problemWithCss(css)).toMatch(new RegExp(`^line ${line}: `));
    });
});
