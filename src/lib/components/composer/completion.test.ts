import { describe, expect, it } from 'vitest';
import { complete, completableAt, joined } from './completion';

const typed = (text: string) => completableAt(text, text.length);

describe('the word that can be completed', () => {
    it('is a handle or a hashtag that ends at the caret', () => {
        expect(typed('hi @an')).toMatchObject({ kind: 'mention', query: 'an', start: 3, end: 6 });
        expect(typed('#Läu')).toMatchObject({ kind: 'hashtag', query: 'Läu' });
        expect(typed('(@bo@sea.ex')).toMatchObject({ query: 'bo@sea.ex' });
    });

    it('is not in an e-mail address, a path, a lone sign, or before the caret', () => {
        for (const text of ['ana@sea', 'https://a/#b', '@', 'a #', '@ana ', 'plain'])
            expect(typed(text), text).toBeUndefined();
        expect(completableAt('@ana later', 10)).toBeUndefined();
    });

    it('is found in the middle of a text', () => {
        expect(completableAt('hi @an there', 6)).toMatchObject({ query: 'an' });
    });
});

describe('completing', () => {
    it('replaces the word and leaves one space after it', () => {
        const word = completableAt('hi @an', 6);
        expect(word && complete('hi @an', word, 'ana@sea.example')).toEqual({
            text: 'hi @ana@sea.example ',
            caret: 20,
        });
        const inside = completableAt('hi @an there', 6);
        expect(inside && complete('hi @an there', inside, 'ana')).toEqual({
            text: 'hi @ana there',
            caret: 8,
        });
    });
});

describe('what the server adds', () => {
    const offer = (...names: string[]) => names.map((completion) => ({ completion }));

    it('stands below what the device offered, once, and there are six', () => {
        const found = joined(offer('ana', 'Anton@reef.example'), offer('anton@REEF.example', 'andi', 'ana'));
        expect(found).toEqual(offer('ana', 'Anton@reef.example', 'andi'));
        expect(joined(offer('a', 'b', 'c'), offer('d', 'e', 'f', 'g'))).toHaveLength(6);
    });
});
