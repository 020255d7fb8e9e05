import { getTextDirection, type Locale } from '$lib/paraglide/runtime';

export { baseLocale, getLocale, isLocale, locales, setLocale, type Locale } from '$lib/paraglide/runtime';

/** Which way the interface runs in a locale. */
export const textDirection: (locale?: Locale) => 'ltr' | 'rtl' = getTextDirection;

/** A locale's name in its own language, for the person who looks for it. */
export function localeName(locale: string): string {
    const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}
