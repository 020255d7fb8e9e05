import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What names a side of the screen where a side of the text is meant. */
const PHYSICAL = [
    /\b(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b/,
    /(?:^|[\s;{])(?:left|right):/,
    /\b(?:text-align|float|clear):\s*(?:left|right)\b/,
    /\bborder-(?:top|bottom)-(?:left|right)-radius\b/,
];
const CLASSES = /class="[^"{]*\b(?:[mp][lr]|left|right|border-[lr]|rounded-[lr]|text-left|text-right)-/;

const physical = (css: string) => css.split('\n').filter((line) => PHYSICAL.some((side) => side.test(line)));

test('a planted side is found', () => {
    expect(
        physical('a { margin-left: 1rem;\nleft: 0;\ntext-align: right;\ninset-inline: 0;\n}'),
    ).toHaveLength(3);
});

test('no style names left or right, so that every screen turns around for Arabic', () => {
    const files = globSync(['src/**/*.svelte', 'src/**/*.css'], { exclude: ['src/routes/community.css'] });
    const found = files.flatMap((name) => {
        const source = readFileSync(name, 'utf8');
        const css = name.endsWith('.css') ? source : (/<style[^]*<\/style>/.exec(source)?.[0] ?? '');
        const lines = [...physical(css), ...(CLASSES.exec(source) ?? [])];
        return lines.map((line) => `${name}: ${line.trim()}`);
    });
    expect(found).toEqual([]);
});
