import { getLocale, m, textDirection } from '$lib/i18n';
import type { MediaAttachment, Status } from '$lib/mastodon-api/entities';
import { escapeHtml, htmlToText } from '$lib/text';
import { config } from '../config';

/** Pixels: the face of the author, and the frame that a picture of unknown size gets. */
const FACE = 44;
const PICTURE = { width: 640, height: 360 };

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif;
--text:light-dark(#151b21,#eceff2);--muted:light-dark(#515962,#aab2ba);--line:light-dark(#d8dde2,#2f363d);
--accent:light-dark(#007272,#44d6d6);--surface:light-dark(#fff,#12171b);--inset:light-dark(#f1f4f6,#1a2026)}
*{box-sizing:border-box}body{margin:0;padding:1rem;border:1px solid var(--line);border-radius:12px;
background:var(--surface);color:var(--text)}a{color:var(--accent)}:focus-visible{outline:2px solid var(--text);outline-offset:2px}
header{display:flex;gap:.75rem;align-items:center;margin-bottom:.75rem}header div{min-width:0;overflow-wrap:anywhere;line-height:1.35}
header img{border-radius:12px;flex:none}h1{margin:0;font-size:1rem;font-weight:600}header a{color:inherit;text-decoration:none}
header a:hover{text-decoration:underline}header span,footer{font-size:.875rem;color:var(--muted)}
main{overflow-wrap:anywhere;font-size:1.0625rem}main p{margin:0}main p+p,main ul,main details>*{margin:.75rem 0 0}
summary{cursor:pointer;padding:.25rem 0;font-weight:600}.media{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.5rem;margin-top:.75rem}
.media a{display:grid;place-items:center;min-height:3rem;border-radius:12px;overflow:hidden;background:var(--inset)}
.media img{display:block;width:100%;height:100%;max-height:26rem;object-fit:cover}
footer{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem;margin-top:.75rem}
footer a{padding-block:.125rem}.invisible{font-size:0;position:absolute}.ellipsis::after{content:"…"}`;

/** The page inside a frame of another site: the post, readable without scripts, with links that open beside it. */
export function embeddedStatusPage(status: Status): string {
    const { account } = status;
    const name = escapeHtml(account.display_name || account.username);
    const address = escapeHtml(status.url ?? status.uri);
    const words = `${status.content}${pollOf(status)}`;
    const media = mediaOf(status, address);
    const warning = escapeHtml(status.spoiler_text);
    const content = warning ? folded(warning, words + media) : words + mediaUnlessSensitive(status, media);
    const day = new Intl.DateTimeFormat(getLocale(), { dateStyle: 'long', timeZone: 'UTC' });
    return page(
        `${name}: ${escapeHtml(htmlToText(status.spoiler_text || status.content).slice(0, 60))}`,
        `<header><img src="${escapeHtml(account.avatar_static)}" alt="" width="${FACE}" height="${FACE}">
<div><h1><a href="${escapeHtml(account.url)}"><bdi>${name}</bdi></a></h1><span>@${escapeHtml(account.acct)}@${escapeHtml(config().domain)}</span></div></header>
<main lang="${escapeHtml(status.language ?? 'und')}" dir="auto">${content}</main>
<footer><time datetime="${status.created_at}">${day.format(new Date(status.created_at))}</time>
<a href="${address}">${escapeHtml(m.embed_open({ domain: config().domain }))}</a></footer>`,
    );
}

/** The page inside that frame when there is no such post, or not any more. */
export function missingEmbedPage(): string {
    const title = escapeHtml(m.error_404_title());
    return page(title, `<main><h1>${title}</h1><p>${escapeHtml(m.error_404_text())}</p></main>`);
}

function page(title: string, body: string): string {
    return `<!doctype html>
<html lang="${getLocale()}" dir="${textDirection()}"><head><meta charset="utf-8"><base target="_blank">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><link rel="icon" href="/favicon.svg" type="image/svg+xml">
<title>${title}</title><style>${STYLE}</style></head><body>
${body}
</body></html>`;
}

const folded = (summary: string, content: string) =>
    `<details><summary>${summary}</summary><div>${content}</div></details>`;

function pollOf({ poll }: Status): string {
    const options = (poll?.options ?? []).map(({ title }) => `<li>${escapeHtml(title)}</li>`);
    return options.length > 0 ? `<ul>${options.join('')}</ul>` : '';
}

function mediaUnlessSensitive({ sensitive }: Status, media: string): string {
    return sensitive && media ? folded(escapeHtml(m.media_sensitive()), media) : media;
}

function mediaOf({ media_attachments }: Status, address: string): string {
    const shown = media_attachments.map((one) => `<a href="${address}">${pictureOf(one)}</a>`);
    return shown.length > 0 ? `<div class="media">${shown.join('')}</div>` : '';
}

/** What is not a picture plays where the post is; here it is a still of it, or its description. */
function pictureOf({ preview_url, description, meta }: MediaAttachment): string {
    const words = escapeHtml(description ?? m.embed_attachment());
    const { width, height } = { ...PICTURE, ...meta?.small };
    return preview_url
        ? `<img src="${escapeHtml(preview_url)}" alt="${words}" width="${width}" height="${height}">`
        : words;
}
