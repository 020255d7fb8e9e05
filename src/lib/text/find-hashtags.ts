import { findLinks, type LinkSpan, type Span } from './find-links';
import { outside } from './find-mentions';

export interface HashtagSpan extends Span {
    /** As written, without the sign. */
    name: string;
    /** What makes two spellings one tag; see normaliseHashtag. */
    id: string;
}

/** A tag is a key in indices, whose rows are bounded. Longer ones stay plain text. */
const MAX_HASHTAG_LENGTH = 255;

const SEPARATORS = '\\u00b7\\u30fb\\u200c';
const HASHTAG = new RegExp(
    `(?<![^\\s])[#＃]([\\p{L}\\p{N}\\p{M}_][\\p{L}\\p{N}\\p{M}_${SEPARATORS}]*)`,
    'gu',
);
const TRAILING_SEPARATORS = new RegExp(`[${SEPARATORS}]+$`, 'u');

/** The hashtags of a text, in order: at its start or after white space, and with at least one letter. */
export function findHashtags(text: string, links: LinkSpan[] = findLinks(text)): HashtagSpan[] {
    if (!/[#＃]/.test(text)) return [];
    const tags: HashtagSpan[] = [];
    for (const match of text.matchAll(HASHTAG)) {
        const name = (match[1] ?? '').replace(TRAILING_SEPARATORS, '');
        if (!isHashtagName(name)) continue;
        tags.push({
            start: match.index,
            end: match.index + 1 + name.length,
            name,
            id: normaliseHashtag(name),
        });
    }
    return outside(tags, links);
}

const NAME = new RegExp(`^[\\p{L}\\p{N}\\p{M}_][\\p{L}\\p{N}\\p{M}_${SEPARATORS}]*$`, 'u');

/** Whether `name`, without the sign, can be a hashtag; for names that arrive from elsewhere than a text. */
export function isHashtagName(name: string): boolean {
    return name.length <= MAX_HASHTAG_LENGTH && /\p{L}/u.test(name) && NAME.test(name);
}

const WITHOUT_DECOMPOSITION: Record<string, string> = {
    ø: 'o',
    đ: 'd',
    ð: 'd',
    ħ: 'h',
    ı: 'i',
    ł: 'l',
    ŧ: 't',
    ŋ: 'n',
    ĸ: 'k',
};

/** The identity of a hashtag: compatibility forms, case and the accents of Latin letters do not tell two tags apart. */
export function normaliseHashtag(name: string): string {
    return name
        .normalize('NFKC')
        .toLowerCase()
        .normalize('NFD')
        .replace(/([a-z])[\u0300-\u036f]+/g, '$1')
        .replace(/[øđðħıłŧŋĸ]/g, (letter) => WITHOUT_DECOMPOSITION[letter] ?? letter)
        .normalize('NFC');
}
