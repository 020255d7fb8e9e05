import { baseLocale, wordsFiles } from '$lib/paraglide/words-files';
import { loadWords } from './words';

/**
 * What stands in the browser in place of Paraglide's runtime, which knows routes and strategies that Atoll does not
 * have: a language is what the server rendered, else what was chosen, else what the browser prefers.
 */
export { baseLocale };
export const locales = Object.keys(wordsFiles);
export type Locale = string;

const COOKIE = 'atoll_locale';
const A_YEAR = 60 * 60 * 24 * 400;
const FROM_RIGHT = /^(?:ar|fa|he|ur)\b/;

let locale: string | undefined;

export const isLocale = (value: unknown): value is Locale => locales.includes(value as string);

export const getLocale = (): Locale => (locale ??= findLocale());

export const getTextDirection = (of: Locale = getLocale()): 'ltr' | 'rtl' =>
    FROM_RIGHT.test(of) ? 'rtl' : 'ltr';

/** Chooses a language for this device. Rejects, and changes nothing, while its words can't be fetched. */
export async function setLocale(chosen: Locale): Promise<void> {
    if (chosen === getLocale()) return;
    await loadWords(chosen);
    document.cookie = `${COOKIE}=${chosen}; path=/; max-age=${A_YEAR}; samesite=lax`;
    location.reload();
}

/** Fetches the words of the language before the app starts; without them, those of any language that is there. */
export async function prepareLocale(): Promise<void> {
    const wanted = getLocale();
    const candidates = new Set([wanted, baseLocale, ...locales]);
    let failure: unknown;
    for (const candidate of candidates) {
        try {
            await loadWords(candidate);
            locale = candidate;
            document.documentElement.lang = candidate;
            document.documentElement.dir = getTextDirection(candidate);
            return;
        } catch (error) {
            failure ??= error;
        }
    }
    throw failure;
}

function findLocale(): Locale {
    const page = globalThis.document;
    // The app's shell is one for all languages and names none.
    if (page && isLocale(page.documentElement.lang)) return page.documentElement.lang;
    const chosen = page && new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(page.cookie)?.[1];
    if (isLocale(chosen)) return chosen;
    for (const preferred of navigator.languages) {
        const known = [preferred, preferred.split('-')[0]].find(isLocale);
        if (known) return known;
    }
    return baseLocale;
}
