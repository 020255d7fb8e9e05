import { getLocale, getTextDirection, locales, type Locale } from '$lib/paraglide/runtime';

export { baseLocale, getLocale, isLocale, setLocale, type Locale } from '$lib/paraglide/runtime';

/** The languages to choose from: all but the one that only finds mistakes (see scripts/pseudo-messages.ts). */
export const offeredLocales: readonly Locale[] = locales.filter((locale) => locale !== 'en-XA');

/** Which way the interface runs in a locale. */
export const textDirection: (locale?: Locale) => 'ltr' | 'rtl' = getTextDirection;

/** A locale's name in its own language, for the person who looks for it. */
export function localeName(locale: string): string {
    const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}

/** A language's name in the words of the interface; its code where it has none. */
export function languageName(code: string): string {
    try {
        return new Intl.DisplayNames([getLocale()], { type: 'language' }).of(code) ?? code;
    } catch {
        return code;
    }
}
