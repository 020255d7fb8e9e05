import { config } from '../../config';

/**
 * Whether a page of this site made the request: only then does the session's cookie count. Browsers say so in
 * Sec-Fetch-Site; on plain http beyond localhost they don't, and there Origin (or, for reading, Referer) must be ours.
 * Without any of them the answer is no. `header` reads one header by its name in lower case.
 */
export function isFromOwnPage(header: (name: string) => string | null | undefined): boolean {
    const site = header('sec-fetch-site');
    if (site) return site === 'same-origin' || site === 'none';
    const origin = header('origin');
    if (origin) return origin === config().origin;
    const referer = header('referer');
    return Boolean(referer && URL.canParse(referer) && new URL(referer).origin === config().origin);
}
