import { findLinks, type LinkSpan, type Span } from './find-links';

export interface MentionSpan extends Span {
    username: string;
    /** Lower-case host as written, with a port where one stands, or null for somebody of this community. */
    host: string | null;
}

/**
 * `@user` or `@user@host`, not after a word character, `=` or `/`. Every repeated group begins with a class its
 * predecessor cannot match, so nothing is scanned more than twice.
 */
const MENTION =
    /(?<![=/\p{L}\p{N}\p{M}_])@([A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)(?:@([\p{L}\p{N}\p{M}_]+(?:[.-]+[\p{L}\p{N}\p{M}_]+)*(?::\d{1,5}(?!\d))?))?/gu;

/** The people a text addresses, in order; whether they exist is for the caller to find out. */
export function findMentions(text: string, links: LinkSpan[] = findLinks(text)): MentionSpan[] {
    if (!text.includes('@')) return [];
    const mentions: MentionSpan[] = [];
    for (const match of text.matchAll(MENTION)) {
        const [whole, username = '', host] = match;
        const span = { start: match.index, end: match.index + whole.length };
        mentions.push({ ...span, username, host: host?.toLowerCase() ?? null });
    }
    return outside(mentions, links);
}

/** Those of `spans` that touch none of `links`; both are in order, so one pass does. */
export function outside<T extends Span>(spans: T[], links: LinkSpan[]): T[] {
    let next = 0;
    return spans.filter((span) => {
        while ((links[next]?.end ?? Infinity) <= span.start) next++;
        return (links[next]?.start ?? Infinity) >= span.end;
    });
}
