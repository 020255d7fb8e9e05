import type rowsOfNames from 'virtual:emoji/en';
import type { Locale } from '$lib/i18n';

/** One of Unicode's emoji, in the words of one language. */
export interface UnicodeEmoji {
    character: string;
    label: string;
    /** Lower case words by which it is found besides, parted by spaces. */
    tags: string;
    /** Names without colons, as GitHub and others write them. */
    shortcodes: readonly string[];
    group: number;
    /** Since which version of the standard there is one. */
    version: number;
    /** Whether it comes in skin tones. */
    hasTones: boolean;
}

const inEnglish = () => import('virtual:emoji/en');
/** Those that emojibase has: who reads Arabic finds them by their English names. */
const NAMES: Partial<Record<Locale, () => Promise<{ default: typeof rowsOfNames }>>> = {
    de: () => import('virtual:emoji/de'),
    es: () => import('virtual:emoji/es'),
    fr: () => import('virtual:emoji/fr'),
    ja: () => import('virtual:emoji/ja'),
};

/** Unicode's emoji in the order of a keyboard; fetched once, and kept by the service worker from then on. */
export async function loadUnicodeEmoji(locale: Locale): Promise<readonly UnicodeEmoji[]> {
    const { default: rows } = await (NAMES[locale] ?? inEnglish)();
    return rows.map(([character, label, tags, shortcodes, group, version, tones]) => ({
        ...{ character, label, group, version },
        tags: tags.toLowerCase(),
        shortcodes: shortcodes === '' ? [] : shortcodes.split(' '),
        hasTones: tones === 1,
    }));
}

/** From light to dark; 0 is the yellow of a cartoon. */
export type SkinTone = 0 | 1 | 2 | 3 | 4 | 5;

export const SKIN_TONES: readonly SkinTone[] = [0, 1, 2, 3, 4, 5];

/** Whoever can have a tone; the hands that two people give each other go with them. */
const MODIFIABLE = /(?!(?<=\u{200d})🤝)(\p{Emoji_Modifier_Base})\u{fe0f}?/gu;

const TONES = /\p{Emoji_Modifier}|\u{fe0f}/gu;

/** What an emoji has in common in every tone; shortcodes stay as they are. */
export function withoutTone(name: string): string {
    return name.replace(TONES, '');
}

/** The emoji with every person in it of this tone. Only for those that come in tones. */
export function withTone(character: string, tone: SkinTone): string {
    if (tone === 0) return character;
    return character.replace(MODIFIABLE, `$1${String.fromCodePoint(0x1f3fa + tone)}`);
}
