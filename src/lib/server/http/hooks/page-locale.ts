import { building, dev } from '$app/environment';
import { wordsFiles } from '$lib/paraglide/words-files';
import type { Handle } from '@sveltejs/kit';
import { isLocale, textDirection } from '$lib/i18n';
import { paraglideMiddleware } from '$lib/paraglide/server';
import { isMachinePath } from './machine-path';

/** What the one shell for all languages says of itself, until the app knows better: “undetermined”. */
const ANY_LANGUAGE = 'und';

/**
 * Renders pages in the language of who reads: what they chose, else what their browser prefers. Apps may name one as
 * `lang` when they send somebody to sign in or to consent.
 */
export const pageLocale: Handle = ({ event, resolve }) => {
    if (isMachinePath(event.url.pathname)) return resolve(event);
    return paraglideMiddleware(withLanguageOfAddress(event.request, event.url), ({ locale }) =>
        resolve(event, {
            transformPageChunk: ({ html }) =>
                html
                    .replace('%lang%', building ? ANY_LANGUAGE : locale)
                    .replace('%dir%', textDirection(locale))
                    .replace('%words%', wordsLink(locale)),
        }),
    );
};

/** Lets a browser fetch the words the page needs beside its code, not after it. */
function wordsLink(locale: string): string {
    const url = building || dev ? undefined : wordsFiles[locale];
    return url ? `<link rel="preload" href="${url}" as="fetch" crossorigin="anonymous">` : '';
}

function withLanguageOfAddress(request: Request, url: URL): Request {
    const named = /^\/(?:oauth|auth)\//.test(url.pathname) ? url.searchParams.get('lang') : null;
    const language = named?.split(/[-_]/)[0]?.toLowerCase();
    // Only its headers are read; the body stays with the event's own request.
    const headers = new Headers(request.headers);
    if (language && isLocale(language)) {
        headers.delete('cookie');
        headers.set('accept-language', language);
    }
    return new Request(url, { headers });
}
