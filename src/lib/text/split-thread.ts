import { countCharacters } from './count-characters';
import { findLinks } from './find-links';

export interface SplitOptions {
    /** Characters that each part may have, with its number and its opening. */
    limit: number;
    /** Each part ends with its number. */
    numbered?: boolean;
    /** What every part but the first begins with, as the names it is for. */
    opening?: string;
    /** Of the text, as a BCP 47 tag: how its sentences end. */
    language?: string | null;
}

/** A stretch of text that is never torn apart, and how well a part may end behind it. */
interface Piece {
    start: number;
    end: number;
    strength: Strength;
}

/** How good an end is: of a paragraph, a sentence, a line, a word, or within a word that is longer than a part. */
type Strength = 4 | 3 | 2 | 1 | 0;

/** How full a part has to be for such an end to be worth the room that stays free. */
const WORTH: readonly (readonly [Strength, number])[] = [
    [4, 0.5],
    [3, 0.3],
    [2, 0.3],
    [1, 0],
];

/** What the last line of a part of a numbered thread says, with the empty line before it. */
export function partNumber(number: number, count: number): string {
    return `\n\n${number}/${count}`;
}

/**
 * Splits a text into the posts of a thread: at the ends of paragraphs and sentences where that leaves no part half
 * empty, otherwise between words. Links and names stay whole, and nothing but white space is lost. A text that fits is
 * one part, without a number. Takes time nearly linear in the text.
 */
export function splitThread(text: string, options: SplitOptions): string[] {
    const whole = text.replaceAll('\r\n', '\n').trim();
    if (countCharacters(whole) <= options.limit) return [whole];
    // Numbers take room, and how much depends on how many parts there are.
    for (let digits = 1; ; digits++) {
        const most = 10 ** digits - 1;
        const number = options.numbered ? countCharacters(partNumber(most, most)) : 0;
        const parts = cut(whole, { ...options, limit: Math.max(1, options.limit - number) });
        if (!options.numbered || parts.length <= most) return parts;
    }
}

function cut(text: string, { limit, opening = '', language }: SplitOptions): string[] {
    const pieces = piecesOf(text, limit, language);
    const parts: string[] = [];
    const rest = Math.max(1, limit - countCharacters(opening));
    for (let first = 0; first < pieces.length;) {
        const room = parts.length === 0 ? limit : rest;
        const last = lastOf(text, pieces, first, room);
        const part = text.slice(pieces[first]?.start, pieces[last]?.end);
        parts.push(parts.length === 0 ? part : opening + part);
        first = last + 1;
    }
    return parts;
}

/** The index of the piece that a part ends with which begins with the piece `first`. */
function lastOf(text: string, pieces: readonly Piece[], first: number, room: number): number {
    const start = pieces[first]?.start ?? 0;
    const length = (index: number) => countCharacters(text.slice(start, pieces[index]?.end));
    // Graphemes are at least a unit each, and only links and names are cheaper than their units.
    let fits = first;
    for (let step = 1; step >= 1;) {
        const next = fits + step;
        if (next < pieces.length && length(next) <= room) [fits, step] = [next, step * 2];
        else step = Math.floor(step / 2);
    }
    if (fits === pieces.length - 1) return fits;
    for (const [strength, fullness] of WORTH)
        for (let index = fits; index >= first; index--)
            if ((pieces[index]?.strength ?? 0) >= strength && length(index) >= room * fullness) return index;
    return fits;
}

function piecesOf(text: string, limit: number, language?: string | null): Piece[] {
    const sentences = sentenceEnds(text, language);
    const ends = new Set(sentences);
    const links = findLinks(text);
    const isInLink = (at: number) => links.some(({ start, end }) => at > start && at < end);
    const pieces: Piece[] = [];
    let sentence = 0;
    for (const { 0: word, index } of text.matchAll(/\S+/g)) {
        const end = index + word.length;
        const space = /^\s*/.exec(text.slice(end, end + 200))?.[0] ?? '';
        // Scripts without spaces set their sentences one after the other.
        const cuts: number[] = [];
        for (let at; (at = sentences[sentence]) !== undefined && at < end; sentence++)
            if (at > index && !isInLink(at)) cuts.push(at);
        const strength = /\n\s*\n/.test(space) ? 4 : ends.has(end) ? 3 : space.includes('\n') ? 2 : 1;
        let start = index;
        for (const at of [...cuts, end]) {
            pieces.push(...torn(text, { start, end: at, strength: at === end ? strength : 3 }, limit));
            start = at;
        }
    }
    return pieces;
}

/** Where sentences end, without the space behind them. */
function sentenceEnds(text: string, language?: string | null): number[] {
    const segmenter = new Intl.Segmenter(language ?? undefined, { granularity: 'sentence' });
    return [...segmenter.segment(text)].map(({ segment, index }) => index + segment.trimEnd().length);
}

/** A piece, in several where it is longer than a part may be. */
function torn(text: string, piece: Piece, limit: number): Piece[] {
    const inside = text.slice(piece.start, piece.end);
    if (countCharacters(inside) <= limit) return [piece];
    const graphemes = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(inside)];
    return graphemes.map(({ segment, index }, at) => ({
        start: piece.start + index,
        end: piece.start + index + segment.length,
        strength: at === graphemes.length - 1 ? piece.strength : 0,
    }));
}
