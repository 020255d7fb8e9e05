/** A stretch of a text in UTF-16 units: `start` is its first unit, `end` the one after its last. */
export interface Span {
    start: number;
    end: number;
}

export interface LinkSpan extends Span {
    url: string;
}

/** Longer addresses stay plain text, so that the flat price of a link cannot smuggle a long post in. */
const MAX_URL_LENGTH = 2048;

/**
 * The scheme makes a link; a bare domain is text. White space, quotes, angle brackets and the punctuation that East
 * Asian scripts set without a space around it end one. One character class, so the scan is linear.
 */
const CANDIDATE =
    /(?<![A-Za-z0-9@＠$#＃])https?:\/\/[^\s<>"\p{Cc}、。，．！？：；「」『』（）【】《》〈〉“”]+/giu;

const TRAILING = new Set(".,:;!?'*_~|…".split(''));
const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** The links of a text, in order. What follows a sentence's link, such as a full stop or a closing bracket, is not part of it. */
export function findLinks(text: string): LinkSpan[] {
    const links: LinkSpan[] = [];
    if (!text.includes('://')) return links;
    for (const match of text.matchAll(CANDIDATE)) {
        const url = withoutTrailing(match[0]);
        if (url.length > MAX_URL_LENGTH || !isWebAddress(url)) continue;
        links.push({ start: match.index, end: match.index + url.length, url });
    }
    return links;
}

function withoutTrailing(candidate: string): string {
    const open = new Map<string, number>();
    for (const character of candidate)
        if ('()[]{}'.includes(character)) open.set(character, (open.get(character) ?? 0) + 1);
    let end = candidate.length;
    for (; end > 0; end--) {
        const last = candidate.charAt(end - 1);
        const opening = PAIRS[last];
        if (opening !== undefined) {
            // A closing bracket belongs to the address only where the address itself opened it.
            const closings = open.get(last) ?? 0;
            if (closings <= (open.get(opening) ?? 0)) break;
            open.set(last, closings - 1);
        } else if (!TRAILING.has(last)) break;
    }
    return candidate.slice(0, end);
}

function isWebAddress(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { hostname, username } = new URL(url);
    return hostname !== '' && username === '';
}
