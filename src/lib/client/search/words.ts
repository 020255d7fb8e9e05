/** Scripts written without spaces, whose words a segmenter has to find. */
const UNSPACED =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]+/gu;
const WORD = /[\p{L}\p{N}\p{M}_]+/gu;

// Made when first needed: it takes some milliseconds, and most text needs none.
let segmenter: Intl.Segmenter | undefined;

/** Text as it is indexed and searched: small letters, without accents, of one width. */
export function fold(text: string): string {
    return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words of a text, folded; those of unspaced scripts as a dictionary cuts them. */
export function wordsOf(text: string): string[] {
    // Japanese voicing marks are combining marks once decomposed: such runs keep the form their dictionary knows.
    return (text.normalize('NFKC').match(WORD) ?? []).flatMap((run) => {
        const words: string[] = [];
        let end = 0;
        for (const match of run.matchAll(UNSPACED)) {
            words.push(fold(run.slice(end, match.index)), ...segmented(match[0]));
            end = match.index + match[0].length;
        }
        words.push(fold(run.slice(end)));
        return words.filter(Boolean);
    });
}

function segmented(run: string): string[] {
    segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
    return [...segmenter.segment(run)].map(({ segment }) => fold(segment));
}
