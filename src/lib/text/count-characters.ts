import { findLinks } from './find-links';
import { findMentions } from './find-mentions';

/** What a link costs, however long it is. */
export const CHARACTERS_PER_LINK = 23;

const ASCII = /^[\0-\x7f]*$/;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The length of a text as people count it: graphemes, where a link counts 23 and `@user@host` as `@user`.
 * The content warning is counted too, by adding both.
 */
export function countCharacters(text: string): number {
    const plain = text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
    const links = findLinks(plain);
    const priced = [
        ...links.map(({ start, end }) => ({ start, end, price: CHARACTERS_PER_LINK })),
        ...findMentions(plain, links)
            .filter(({ host }) => host !== null)
            .map(({ start, end, username }) => ({ start, end, price: 1 + username.length })),
    ].sort((a, b) => a.start - b.start);

    let total = 0;
    let position = 0;
    for (const { start, end, price } of priced) {
        total += countGraphemes(plain.slice(position, start)) + price;
        position = end;
    }
    return total + countGraphemes(plain.slice(position));
}

/** Characters as people count them: an emoji of several code points is one. */
export function countGraphemes(text: string): number {
    // The segmenter costs a hundred times a length; most posts never need it.
    if (ASCII.test(text)) return text.length;
    let count = 0;
    const segments = graphemes.segment(text)[Symbol.iterator]();
    while (!segments.next().done) count++;
    return count;
}
