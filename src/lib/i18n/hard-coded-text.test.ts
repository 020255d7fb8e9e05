import { readdirSync, readFileSync } from 'node:fs';
import { parse, type AST } from 'svelte/compiler';
import { expect, test } from 'vitest';

/** Attributes whose text people read or hear. */
const SPOKEN = new Set(['alt', 'aria-label', 'aria-description', 'placeholder', 'title', 'label']);

/** Words that are the same in every language. */
const NAMES = /^(Atoll|CW|ALT|GIF|Esc|Ctrl|Enter)$/;

/** Every text of a component that does not come from the message catalogue. */
function hardCodedTexts(source: string): string[] {
    const found: string[] = [];
    const visit = (node: unknown): void => {
        if (Array.isArray(node)) return node.forEach(visit);
        if (typeof node !== 'object' || node === null || !('type' in node)) return;
        const typed = node as AST.SvelteNode;
        if (typed.type === 'Text') tell(typed.data);
        if (typed.type === 'Attribute') {
            if (SPOKEN.has(typed.name) && Array.isArray(typed.value))
                for (const part of typed.value) if (part.type === 'Text') tell(part.data);
            return;
        }
        if (typed.type === 'RegularElement' && ['script', 'style'].includes(typed.name)) return;
        for (const [key, value] of Object.entries(node))
            if (
                [
                    'fragment',
                    'nodes',
                    'attributes',
                    'consequent',
                    'alternate',
                    'body',
                    'fallback',
                    'pending',
                    'then',
                    'catch',
                ].includes(key)
            )
                visit(value);
    };
    const tell = (text: string) => {
        const words = text.replace(/&\w+;/g, '').trim();
        if (/\p{L}{2,}/u.test(words) && !NAMES.test(words)) found.push(words);
    };
    visit(parse(source, { modern: true }).fragment);
    return found;
}

test('a planted word in the markup or in a label is found, and words in expressions are not', () => {
    const component = `<script>let x = 'not this';</script>
        {#if x}<p>Hello there</p>{:else}<img alt="A boat" class="wide" src="/a.png" />{/if}{m.greeting('nor this')}`;
    expect(hardCodedTexts(component)).toEqual(['Hello there', 'A boat']);
});

test('every text that people read comes from the message catalogue', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.svelte'),
    );
    const found = files.flatMap((file) =>
        hardCodedTexts(readFileSync(`src/${file}`, 'utf8')).map((text) => `${file}: ${text}`),
    );
    expect(found).toEqual([]);
});
