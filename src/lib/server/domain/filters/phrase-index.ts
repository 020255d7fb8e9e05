/** A phrase that is looked for. */
export interface Phrase {
    text: string;
    /** Must not begin or end within a word. */
    wholeWord: boolean;
}

const WORD = /[\p{L}\p{M}\p{Nd}\p{Pc}]/u;
const ROOT = 0;

/** Text as phrases are compared: composed, without the difference between capital and small letters. */
export function foldText(text: string): string {
    // A sigma is written otherwise at the end of a word, which is no other letter.
    return text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ');
}

/**
 * Finds any number of phrases in a text in one pass: the automaton of Aho and Corasick over UTF-16 units. What it costs
 * depends on the length of the text and on what is found, not on how many phrases there are or how they are made.
 */
export class PhraseIndex {
    /** From a state by a unit to the next state, the two as one number. */
    readonly #next = new Map<number, number>();
    /** Where a state that cannot go on continues: at the longest end of what was read that begins some phrase. */
    readonly #fallback: number[] = [ROOT];
    /** The nearest state on the way down the fallbacks at which a phrase ends; the root is none. */
    readonly #shorter: number[] = [ROOT];
    /** The phrases that end at a state. */
    readonly #ends: (number[] | undefined)[] = [undefined];
    /** One bit for each pair of a phrase's first two units, by their lower 7 bits: most of a text begins nothing. */
    readonly #beginnings = new Uint8Array(1 << 14);
    readonly #phrases: { length: number; openLeft: boolean; openRight: boolean }[];

    constructor(phrases: readonly Phrase[]) {
        const folded = phrases.map(({ text }) => foldText(text.trim()));
        this.#phrases = phrases.map(({ wholeWord }, index) => {
            const text = folded[index] ?? '';
            return {
                length: text.length,
                openLeft: !wholeWord || !isWord(text.codePointAt(0)),
                openRight: !wholeWord || !isWord(codePointBefore(text, text.length)),
            };
        });
        folded.forEach((text, index) => {
            if (text !== '') this.#add(text, index);
        });
        this.#connect();
    }

    /** Calls `found` with the index of each phrase in `folded` (by `foldText`), in the order in which they end there. */
    find(folded: string, found: (phrase: number) => void): void {
        for (let at = 0, state = ROOT; at < folded.length; at++) {
            const unit = folded.charCodeAt(at);
            if (state === ROOT && this.#beginnings[pairOf(unit, folded.charCodeAt(at + 1))] === 0) continue;
            state = this.#step(state, unit);
            for (let end = this.#ends[state] ? state : this.#shorter[state]; end; end = this.#shorter[end])
                for (const phrase of this.#ends[end] ?? [])
                    if (this.#standsAlone(phrase, folded, at + 1)) found(phrase);
        }
    }

    #add(text: string, index: number): void {
        const first = text.charCodeAt(0);
        if (text.length > 1) this.#beginnings[pairOf(first, text.charCodeAt(1))] = 1;
        else this.#beginnings.fill(1, pairOf(first, 0), pairOf(first, 0) + 128);
        let state = ROOT;
        for (let at = 0; at < text.length; at++) {
            const way = wayOf(state, text.charCodeAt(at));
            let next = this.#next.get(way);
            if (next === undefined) {
                next = this.#ends.push(undefined) - 1;
                this.#next.set(way, next);
            }
            state = next;
        }
        (this.#ends[state] ??= []).push(index);
    }

    /** Fills in the fallbacks. A state's way in was made before its ways out, but breadth decides, not age. */
    #connect(): void {
        let level: [state: number, unit: number, parent: number][] = [];
        const children = new Map<number, [state: number, unit: number, parent: number][]>();
        for (const [way, state] of this.#next) {
            const parent = Math.floor(way / 0x10000);
            const child: [number, number, number] = [state, way % 0x10000, parent];
            const siblings = children.get(parent);
            if (siblings) siblings.push(child);
            else children.set(parent, [child]);
        }
        for (level = children.get(ROOT) ?? []; level.length > 0;) {
            for (const [state, unit, parent] of level) {
                const fallback = parent === ROOT ? ROOT : this.#step(this.#fallback[parent] ?? ROOT, unit);
                this.#fallback[state] = fallback;
                this.#shorter[state] = this.#ends[fallback] ? fallback : (this.#shorter[fallback] ?? ROOT);
            }
            level = level.flatMap(([state]) => children.get(state) ?? []);
        }
    }

    #step(from: number, unit: number): number {
        for (let state = from; ; state = this.#fallback[state] ?? ROOT) {
            const next = this.#next.get(wayOf(state, unit));
            if (next !== undefined) return next;
            if (state === ROOT) return ROOT;
        }
    }

    #standsAlone(index: number, text: string, end: number): boolean {
        const phrase = this.#phrases[index];
        if (!phrase) return false;
        const { length, openLeft, openRight } = phrase;
        return (
            (openLeft || !isWord(codePointBefore(text, end - length))) &&
            (openRight || !isWord(text.codePointAt(end)))
        );
    }
}

const wayOf = (state: number, unit: number) => state * 0x10000 + unit;
const pairOf = (first: number, second: number) => ((first & 127) << 7) | (second & 127);

function isWord(codePoint: number | undefined): boolean {
    return codePoint !== undefined && WORD.test(String.fromCodePoint(codePoint));
}

function codePointBefore(text: string, end: number): number | undefined {
    if (end <= 0) return undefined;
    const unit = text.charCodeAt(end - 1);
    const isLowHalf = unit >= 0xdc00 && unit <= 0xdfff;
    return (isLowHalf && end > 1 ? text.codePointAt(end - 2) : unit) ?? unit;
}
