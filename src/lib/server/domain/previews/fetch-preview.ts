import { OutboundError } from '../../activitypub/outbound-error';
import { outboundFetch } from '../../activitypub/outbound-fetch';
import { decodePage } from './decode-page';
import { previewOfPage, type Preview } from './preview-of-page';
import { readOEmbed, type OEmbedFacts } from './read-oembed';
import { readPage } from './read-page';

/** A page's own words stand in its first megabyte. */
const PAGE_BYTES = 1_000_000;
const OEMBED_BYTES = 100_000;
/** Milliseconds for everything: the page with its redirects, and its oEmbed answer. */
const DEADLINE = 10_000;
/** With less time than this left, a card goes without what oEmbed would add. */
const LEAST_TIME = 500;

/** What a page tells for a card, with the names its `fediverse:creator` gives. */
export interface FetchedPreview {
    preview: Preview;
    creators: string[];
}

/**
 * Fetches a page and reads what a card shows of it. Undefined where it is no page, or says nothing of itself.
 * @throws OutboundError where it could not be had.
 */
export async function fetchPreview(link: string): Promise<FetchedPreview | undefined> {
    const started = performance.now();
    const { status, url, headers, body } = await outboundFetch(link, {
        headers: { accept: 'text/html, application/xhtml+xml' },
        accepts: isHtml,
        maxBytes: PAGE_BYTES,
        cut: true,
        deadline: DEADLINE,
    });
    if (status >= 500 || status === 429) throw new OutboundError('network', `${url.host} answered ${status}`);
    if (status !== 200) return undefined;
    const head = readPage(decodePage(body, String(headers['content-type'] ?? '')));
    const timeLeft = DEADLINE - (performance.now() - started);
    const oembed =
        head.oembed && timeLeft > LEAST_TIME ? await fetchOEmbed(head.oembed, url, timeLeft) : undefined;
    const preview = previewOfPage(url, head, oembed);
    return preview && { preview, creators: head.creators };
}

/** A card does not wait for an oEmbed answer that cannot be had. */
async function fetchOEmbed(href: string, page: URL, deadline: number): Promise<OEmbedFacts | undefined> {
    if (!URL.canParse(href, page)) return undefined;
    try {
        const { status, body } = await outboundFetch(new URL(href, page), {
            headers: { accept: 'application/json' },
            accepts: (type) => /^(application|text)\/json\b/i.test(type),
            maxBytes: OEMBED_BYTES,
            deadline: Math.round(deadline),
        });
        return status === 200 ? readOEmbed(body) : undefined;
    } catch (error) {
        if (error instanceof OutboundError) return undefined;
        throw error;
    }
}

function isHtml(contentType: string): boolean {
    return /^(text\/html|application\/xhtml\+xml)\b/i.test(contentType.trim());
}
