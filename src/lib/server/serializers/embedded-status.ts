import type { OEmbed, Status } from '$lib/mastodon-api/entities';
import { config } from '../config';

/** Pixels; what fits beside most texts, and no less than a post can be read in. */
const WIDTH = { usual: 400, least: 220, most: 800 };
const HEIGHT = 300;
/** Seconds for which others may keep the answer. */
const CACHE_AGE = 86_400;

/** How another page shows a post: a frame with the post's own embeddable page. https://docs.joinmastodon.org/methods/oembed/ */
export function oembedEntity(status: Status, maxWidth = WIDTH.usual): OEmbed {
    const { origin, domain } = config();
    const { account, id } = status;
    const width = Math.min(Math.max(maxWidth, WIDTH.least), WIDTH.most);
    const name = account.display_name || account.username;
    return {
        type: 'rich',
        version: '1.0',
        title: name,
        author_name: name,
        author_url: account.url,
        provider_name: domain,
        provider_url: `${origin}/`,
        cache_age: CACHE_AGE,
        html: `<iframe src="${origin}/@${account.acct}/${id}/embed" width="${width}" height="${HEIGHT}" style="max-width: 100%; border: 0" sandbox="allow-popups" loading="lazy"></iframe>`,
        width,
        // Null, as the documentation's own: readers find how high the text is.
        height: null,
    };
}
