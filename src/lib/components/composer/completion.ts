/** A word being typed that can be completed: `@an`, `#cat`. */
export interface Completable {
    kind: 'mention' | 'hashtag';
    /** What was typed after the sign. */
    query: string;
    /** Where the word begins, its sign included, and where it ends, in UTF-16 units. */
    start: number;
    end: number;
}

const WORD = /(?:^|[\s(])([@#＃])([\p{L}\p{N}\p{M}_.-]+(?:@[\p{L}\p{N}.-]*)?)$/u;
const LONGEST = 120;

/** The completable word that ends at the caret, if any. */
export function completableAt(text: string, caret: number): Completable | undefined {
    const match = WORD.exec(text.slice(Math.max(0, caret - LONGEST), caret));
    const [, sign, query] = match ?? [];
    if (!sign || !query) return undefined;
    return {
        kind: sign === '@' ? 'mention' : 'hashtag',
        query,
        start: caret - query.length - sign.length,
        end: caret,
    };
}

/** The text with `word` completed to `completion` and a space after it, and where the caret goes. */
export function complete(
    text: string,
    word: Completable,
    completion: string,
): { text: string; caret: number } {
    const sign = word.kind === 'mention' ? '@' : '#';
    const after = text.slice(word.end);
    const inserted = `${sign}${completion}${/^\s/.test(after) ? '' : ' '}`;
    return {
        text: text.slice(0, word.start) + inserted + after,
        caret: word.start + inserted.length + (/^\s/.test(after) ? 1 : 0),
    };
}

/** At most so many ways to complete a word are offered. */
export const OFFERED = 6;

/** What is offered already, in its order, and then what is new: nothing moves below the one that is being chosen. */
export function joined<T extends { completion: string }>(offered: readonly T[], found: readonly T[]): T[] {
    const known = new Set(offered.map(({ completion }) => completion.toLowerCase()));
    const added = found.filter(({ completion }) => !known.has(completion.toLowerCase()));
    return [...offered, ...added].slice(0, OFFERED);
}
