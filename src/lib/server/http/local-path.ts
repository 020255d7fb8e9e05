import { config } from '../config';

/**
 * The path to go on to after signing in, from what a request says: only one of this site, with nothing a browser might
 * read as another host (`//evil.test`, `/\evil.test`, a scheme). Everything else leads to `/`.
 */
export function localPath(next: string | null | undefined): string {
    const { origin } = config();
    if (!next?.startsWith('/') || /^\/[/\\]|[\\\p{Cc}]/u.test(next) || !URL.canParse(next, origin))
        return '/';
    const url = new URL(next, origin);
    // `/%2F/evil.test` and `/.//evil.test` become another host in the hands of whoever decodes or resolves them again.
    if (url.origin !== origin || /^\/*(%2f|%5c|\/)/i.test(url.pathname.slice(1))) return '/';
    return url.pathname + url.search + url.hash;
}
