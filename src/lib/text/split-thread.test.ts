import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countCharacters, findLinks, partNumber, splitThread } from '.';

const sentence = (number: number) => `This is sentence number ${number} of the essay.`;
const essay = (count: number) => Array.from({ length: count }, (_, index) => sentence(index + 1)).join(' ');
const bare = (text: string) => text.replace(/\s+/g, '');

describe('a thread', () => {
    test('is one post where the text fits', () => {
        expect(splitThread(' Short. ', { limit: 500, numbered: true })).toEqual(['Short.']);
    });

    test('breaks where sentences end', () => {
        const parts = splitThread(essay(30), { limit: 300, numbered: true });
        expect(parts.length).toBeGreaterThan(3);
        for (const part of parts) expect(part).toMatch(/^This .*\.$/);
    });

    test('breaks between paragraphs, unless a part would be half empty', () => {
        const [first, second] = splitThread(`${essay(4)}\n\n${essay(5)}`, { limit: 300 });
        expect([first, second]).toEqual([essay(4), essay(5)]);
        const [opening] = splitThread(`A title\n\n${essay(20)}`, { limit: 300 });
        expect(opening?.length).toBeGreaterThan(200);
    });

    test('breaks between words where a sentence is too long, and within a word only at last', () => {
        const words = Array.from({ length: 80 }, () => 'lagoon').join(' ');
        for (const part of splitThread(words, { limit: 100 })) expect(part).toMatch(/^lagoon( lagoon)*$/);
        const torn = splitThread('a'.repeat(250), { limit: 100 });
        expect(torn.map(({ length }) => length)).toEqual([100, 100, 50]);
    });

    test('breaks at the sentences of scripts without spaces', () => {
        const text = '今日は海へ行きました。波が高かったです。'.repeat(10);
        const parts = splitThread(text, { limit: 60, language: 'ja' });
        for (const part of parts) expect(part.endsWith('。')).toBe(true);
        expect(parts.join('')).toBe(text);
    });

    test('names whom it is for in every part, and counts that', () => {
        const parts = splitThread(`@ana ${essay(12)}`, { limit: 200, opening: '@ana ' });
        for (const part of parts) expect(part.startsWith('@ana ')).toBe(true);
        for (const part of parts) expect(countCharacters(part)).toBeLessThanOrEqual(200);
    });

    test('leaves room for numbers of two digits where there are ten parts', () => {
        const parts = splitThread(essay(60), { limit: 100, numbered: true });
        expect(parts.length).toBeGreaterThan(9);
        for (const [index, part] of parts.entries())
            expect(countCharacters(part + partNumber(index + 1, parts.length))).toBeLessThanOrEqual(100);
    });
});

test('whatever the text: nothing but white space is lost, every part fits, and every link stays whole', () => {
    const word = fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
        fc.constantFrom(
            'lagoon.',
            'e.g.',
            'https://example.com/a.b?c=d',
            '@ana@reef.example',
            '#tide',
            '👩‍👩‍👧',
            '波。',
        ),
    );
    const space = fc.constantFrom(' ', ' ', '\n', '\n\n', '\r\n');
    const text = fc.array(fc.tuple(word, space), { maxLength: 120 }).map((words) => words.flat().join(''));
    fc.assert(
        fc.property(text, fc.integer({ min: 40, max: 200 }), fc.boolean(), (written, limit, numbered) => {
            const parts = splitThread(written, { limit, numbered });
            expect(bare(parts.join(''))).toBe(bare(written));
            for (const [index, part] of parts.entries()) {
                const shown =
                    numbered && parts.length > 1 ? part + partNumber(index + 1, parts.length) : part;
                expect(countCharacters(shown)).toBeLessThanOrEqual(limit);
            }
            const links = (one: string) => findLinks(one).map(({ url }) => url);
            expect(parts.flatMap(links)).toEqual(links(written.replaceAll('\r\n', '\n').trim()));
        }),
        { numRuns: 150 },
    );
});
