interface Preference {
    type: string;
    quality: number;
}

/**
 * Whether a request for a person's page or post wants its ActivityPub document: it names such a type, and names
 * `text/html` no more eagerly. Equal wishes are decided by order. A browser's and a bare `*` + `/*` mean the page.
 */
export function wantsActivity(accept: string | null): boolean {
    return strength(accept, isActivity) > strength(accept, isHtml);
}

/** Whether a request for an ActivityPub address comes from somebody who wants to read a page: a browser. */
export function wantsPage(accept: string | null): boolean {
    return strength(accept, isHtml) > strength(accept, isActivity);
}

const isActivity = (type: string) => type === 'application/activity+json' || type === 'application/ld+json';
const isHtml = (type: string) => type === 'text/html' || type === 'application/xhtml+xml';

/** The quality of the best match, with what was named first a shade stronger; -1 without any. */
function strength(accept: string | null, matches: (type: string) => boolean): number {
    const preferences = parseAccept(accept);
    return preferences.reduce((best, { type, quality }, index) => {
        if (!matches(type) || quality === 0) return best;
        return Math.max(best, quality - index / 100_000);
    }, -1);
}

function parseAccept(accept: string | null): Preference[] {
    return (accept ?? '')
        .toLowerCase()
        .slice(0, 2_000)
        .split(',')
        .map((range) => {
            const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
            const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
            return { type, quality: Math.min(Math.max(Number(quality) || 0, 0), 1) };
        });
}
