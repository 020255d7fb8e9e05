import { expect, test } from 'vitest';
import { foldText, PhraseIndex, type Phrase } from './phrase-index';

/** The phrases found, as they were written. */
function found(phrases: (string | Phrase)[], text: string): string[] {
    const all = phrases.map((phrase) =>
        typeof phrase === 'string' ? { text: phrase, wholeWord: true } : phrase,
    );
    const hits = new Set<string>();
    new PhraseIndex(all).find(foldText(text), (index) => hits.add(all[index]!.text));
    return [...hits];
}
const part = (text: string): Phrase => ({ text, wholeWord: false });

test('capital and small letters are the same, in every script', () => {
    expect(found(['straße', 'ПРИВЕТ', 'οδος'], 'In der STRAßE: привет, ΟΔΟΣ!')).toEqual([
        'straße',
        'ПРИВЕТ',
        'οδος',
    ]);
});

test('a whole word is not found within another', () => {
    expect(found(['cat'], 'concatenate cats')).toEqual([]);
    expect(found(['cat'], 'the (cat)')).toEqual(['cat']);
    expect(found(['cat'], 'cat')).toEqual(['cat']);
    expect(found([part('cat')], 'concatenate')).toEqual(['cat']);
});

test('letters of every script, marks, digits and the underline make words', () => {
    for (const text of ['écat', 'catй', 'cat2', '_cat', 'cat\u0301', '𝒳cat', 'cat猫'])
        expect(found(['cat'], text), text).toEqual([]);
    expect(found(['cat'], '😀cat😀')).toEqual(['cat']);
    expect(found(['кот'], 'вот кот, а вот котёнок')).toEqual(['кот']);
    expect(found(['кот'], 'котёнок')).toEqual([]);
});

test('an edge that is no word character may touch a word', () => {
    expect(found(['#spoiler'], 'a#spoiler')).toEqual(['#spoiler']);
    expect(found(['#spoiler'], '#spoilers')).toEqual([]);
    expect(found(['c++'], 'c++11')).toEqual(['c++']);
    expect(found(['!!'], 'no!!x')).toEqual(['!!']);
});

test('what means something in a regular expression means itself', () => {
    expect(found(['.*', '(a+)+$', '[x]'], 'nothing here')).toEqual([]);
    expect(found(['(a+)+$'], 'see (a+)+$')).toEqual(['(a+)+$']);
});

test('phrases within and across each other are all found', () => {
    expect(found(['he', 'she', 'his', 'hers'].map(part), 'ushers')).toEqual(['she', 'he', 'hers']);
    expect(found([part('aba'), part('bab')], 'ababab')).toEqual(['aba', 'bab']);
    expect(found([part('a')], 'xyza')).toEqual(['a']);
    expect(found([part('abcd'), part('bc')], 'abce')).toEqual(['bc']);
});

test('one written with combining marks is the one written in one piece', () => {
    expect(found(['café'], 'a cafe\u0301!')).toEqual(['café']);
});

test('nothing is found of a phrase of spaces', () => {
    expect(found(['  ', part('')], 'a  b')).toEqual([]);
});

test('agrees with looking for each phrase by itself, on random texts', () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const word = (longest: number) =>
        Array.from({ length: 1 + random(longest) }, () => 'ab é'[random(4)]).join('');
    for (let round = 0; round < 300; round++) {
        const phrases = Array.from({ length: 6 }, () => word(4)).filter((text) => text.trim() !== '');
        const text = word(40);
        const naive = new Set(phrases.filter((phrase) => text.includes(phrase.trim())));
        expect(new Set(found(phrases.map(part), text)), text).toEqual(naive);
    }
});

test('takes time in proportion to the text, however the phrases are made', () => {
    const phrases = Array.from({ length: 500 }, (_, i) => part('a'.repeat(12 + i)));
    const index = new PhraseIndex([...phrases, part('a'.repeat(512) + 'b')]);
    const text = 'a'.repeat(11) + 'c' + 'ab'.repeat(500_000);
    const begun = performance.now();
    let hits = 0;
    index.find(text, () => hits++);
    expect(hits).toBe(0);
    expect(performance.now() - begun).toBeLessThan(2_000);
});
