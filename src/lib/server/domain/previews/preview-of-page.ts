import { htmlToText } from '$lib/text';
import { readJsonLd } from './read-json-ld';
import type { OEmbedFacts } from './read-oembed';
import type { PageHead } from './read-page';

/** What a card shows of a page: plain text within bounds, addresses of the web. */
export interface Preview {
    url: string;
    type: 'link' | 'photo' | 'video' | 'rich';
    title: string;
    description: string;
    html: string;
    embedUrl: string;
    authorName: string;
    authorUrl: string;
    providerName: string;
    providerUrl: string;
    imageUrl: string | null;
    imageDescription: string;
    width: number;
    height: number;
    language: string | null;
    publishedAt: Date | null;
}

const LONGEST = { title: 400, description: 1_000, name: 200, address: 2_000, imageDescription: 1_500 };

/** Invisible characters, and those that turn the direction of what follows, could make a name look like another. */
const TRICKS = /[\p{Cc}\p{Co}]|(?![\u200c\u200d])\p{Cf}/gu;

/**
 * Puts together what a page and its oEmbed answer say. Undefined where there is nothing to show.
 * `address` is the one that answered.
 */
export function previewOfPage(
    address: URL,
    head: PageHead,
    oembed: OEmbedFacts | undefined,
): Preview | undefined {
    const article = readJsonLd(head.jsonLd);
    const meta = (...names: string[]) => names.map((name) => head.meta.get(name)).find(Boolean);
    const url = canonicalOf(address, head.canonical);
    const image = asAddress(
        oembed?.photoUrl ??
            meta('og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src') ??
            article.image ??
            oembed?.thumbnailUrl ??
            head.imageSource,
        address,
    );
    const title = asText(
        meta('og:title', 'twitter:title') ?? article.headline ?? oembed?.title ?? head.title,
        LONGEST.title,
    );
    const type = oembed?.type === 'photo' && !image ? 'link' : (oembed?.type ?? 'link');
    if (title === '' && type === 'link') return undefined;
    return {
        url: url.href,
        type,
        title,
        description: asText(
            meta('og:description', 'twitter:description') ?? article.description ?? meta('description'),
            LONGEST.description,
        ),
        html: oembed?.player?.html ?? '',
        embedUrl: type === 'photo' && image ? image : '',
        authorName: asText(article.authorName ?? meta('author') ?? oembed?.authorName, LONGEST.name),
        authorUrl: asAddress(article.authorUrl ?? oembed?.authorUrl ?? meta('article:author'), address) ?? '',
        providerName: asText(
            meta('og:site_name', 'application-name') ?? oembed?.providerName ?? article.publisher,
            LONGEST.name,
        ),
        providerUrl: asAddress(oembed?.providerUrl, address) ?? '',
        imageUrl: image ?? null,
        imageDescription: asText(meta('og:image:alt', 'twitter:image:alt'), LONGEST.imageDescription),
        ...sizeOf(meta, oembed),
        language: languageOf(head.language || meta('og:locale') || article.language),
        publishedAt: momentOf(meta('article:published_time', 'og:published_time') ?? article.publishedAt),
    };
}

/** The address a page gives itself, where it is on the same site: nobody may speak for another one. */
function canonicalOf(address: URL, canonical: string | undefined): URL {
    const own = new URL(address);
    own.hash = '';
    const given = asAddress(canonical, address);
    if (!given) return own;
    const url = new URL(given);
    url.hash = '';
    const isFrontPage = url.pathname === '/' && own.pathname !== '/';
    return siteOf(url) === siteOf(own) && !isFrontPage ? url : own;
}

const siteOf = (url: URL) => url.host.replace(/^www\./, '');

/** Plain text in one line: markup gone, tricks of direction gone, at most `longest` characters. */
function asText(value: string | undefined, longest: number): string {
    if (!value) return '';
    const bounded = value.slice(0, longest * 8);
    const plain = /<[a-z!/]/i.test(bounded) ? htmlToText(bounded) : bounded;
    const text = plain.replace(/\s+/g, ' ').replace(TRICKS, '').trim().toWellFormed();
    const characters = Array.from(text);
    return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
}

/** An address of the web, relative ones by the page's own; undefined for any other kind. */
function asAddress(value: string | undefined, base: URL): string | undefined {
    if (!value?.trim() || !URL.canParse(value.trim(), base)) return undefined;
    const url = new URL(value.trim(), base);
    const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
    return isWeb && !url.username && !url.password && url.href.length <= LONGEST.address
        ? url.href
        : undefined;
}

function sizeOf(
    meta: (...names: string[]) => string | undefined,
    oembed: OEmbedFacts | undefined,
): { width: number; height: number } {
    if (oembed?.player) return { width: oembed.player.width, height: oembed.player.height };
    if (oembed?.type === 'photo') return { width: oembed.width, height: oembed.height };
    const [width, height] = [Number(meta('og:image:width')), Number(meta('og:image:height'))];
    const isSize = (length: number) => Number.isInteger(length) && length > 0 && length <= 10_000;
    return isSize(width) && isSize(height) ? { width, height } : { width: 0, height: 0 };
}

/** A language as clients read it: `de`, `pt-BR`; null for what is none. */
function languageOf(tag: string | undefined): string | null {
    const given = /^([a-z]{2,3})(?:[-_]([a-z]{2}))?\b/i.exec(tag?.trim() ?? '');
    if (!given?.[1]) return null;
    return given[1].toLowerCase() + (given[2] ? `-${given[2].toUpperCase()}` : '');
}

function momentOf(text: string | undefined): Date | null {
    const moment = new Date(text?.slice(0, 40) ?? '');
    const year = moment.getUTCFullYear();
    return year >= 1900 && year <= 2100 ? moment : null;
}
