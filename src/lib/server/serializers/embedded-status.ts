import type { OEmbed, Status } from '$lib/mastodon-api/entities';
import { escapeHtml, htmlToText } from '$lib/text';
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

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{margin:0;padding:1rem}
a{color:inherit}header{display:flex;gap:.75rem;align-items:center;margin-bottom:.75rem}img{border-radius:50%}
header a{font-weight:600;text-decoration:none}header span,time{opacity:.75;font-size:.875rem}
main{overflow-wrap:anywhere}.invisible{font-size:0;position:absolute}.ellipsis::after{content:"…"}`;

/** The page inside that frame: the post as text, readable without scripts, with links that open beside it. */
export function embeddedStatusPage(status: Status): string {
    const { account } = status;
    const name = escapeHtml(account.display_name || account.username);
    const address = escapeHtml(status.url ?? status.uri);
    const day = status.created_at.slice(0, 10);
    const content = status.spoiler_text
        ? `<details><summary>${escapeHtml(status.spoiler_text)}</summary>${status.content}</details>`
        : status.content;
    return `<!doctype html>
<html lang="${escapeHtml(status.language ?? 'und')}"><head><meta charset="utf-8"><base target="_blank">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${name}: ${escapeHtml(htmlToText(status.spoiler_text || status.content).slice(0, 60))}</title>
<style>${STYLE}</style></head><body>
<header><img src="${escapeHtml(account.avatar_static)}" alt="" width="46" height="46">
<div><a href="${escapeHtml(account.url)}">${name}</a><br><span>@${escapeHtml(account.acct)}@${escapeHtml(config().domain)}</span></div></header>
<main>${content}</main><p><a href="${address}"><time datetime="${status.created_at}">${day}</time></a></p>
</body></html>`;
}
