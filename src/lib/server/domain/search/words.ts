/** Scripts written without spaces: each of their characters is a word of its own, and neighbours make a phrase. */
const UNSPACED =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu;

/** Text as it is indexed and searched: small letters without accents, words of unspaced scripts apart. */
export function foldWords(text: string): string {
    return text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(UNSPACED, ' $& ')
        .replace(/\s+/g, ' ')
        .trim();
}

/** The same for a query: runs of an unspaced script are looked for as they stand, one character after the other. */
export function foldQuery(text: string): string {
    return foldWords(
        text
            .normalize('NFKD')
            .replace(/\p{M}/gu, '')
            .replace(/[^\s"]+/gu, (word) =>
                word.match(UNSPACED) && !text.includes('"') ? `"${word}"` : word,
            ),
    );
}
