import { escapeHtml } from '$lib/text';

/** The few players that may be shown inside a post, by the addresses they are embedded from. */
const PLAYERS: readonly { host: string; path: RegExp }[] = [
    { host: 'www.youtube.com', path: /^\/embed\/[\w-]+$/ },
    { host: 'www.youtube-nocookie.com', path: /^\/embed\/[\w-]+$/ },
    { host: 'player.vimeo.com', path: /^\/video\/\d+$/ },
    { host: 'www.dailymotion.com', path: /^\/embed\/video\/\w+$/ },
    { host: 'open.spotify.com', path: /^\/embed\/[\w/-]+$/ },
    { host: 'w.soundcloud.com', path: /^\/player\/$/ },
    { host: 'bandcamp.com', path: /^\/EmbeddedPlayer\/[\w=/-]+$/ },
    { host: 'clips.twitch.tv', path: /^\/embed$/ },
    { host: 'player.twitch.tv', path: /^\/$/ },
];

/** Pixels; what a player asks for beyond is not granted. */
const WIDEST = 1_920;
const HIGHEST = 1_080;

/** A player as HTML of our own making, with its size. */
export interface Player {
    html: string;
    width: number;
    height: number;
}

/**
 * The player in the HTML of an oEmbed answer, reduced to the address of its frame: nothing else of that HTML is used.
 * Undefined where it is none of those known here.
 */
export function playerOf(html: string, size: { width: number; height: number }): Player | undefined {
    const source = /<iframe\b[^>]*?\bsrc\s*=\s*(?:"([^"]+)"|'([^']+)')/i.exec(html.slice(0, 10_000));
    const address = (source?.[1] ?? source?.[2] ?? '').replaceAll('&amp;', '&');
    if (!URL.canParse(address)) return undefined;
    const url = new URL(address);
    const isKnown = PLAYERS.some(({ host, path }) => url.host === host && path.test(url.pathname));
    if (url.protocol !== 'https:' || url.username || url.password || !isKnown) return undefined;
    const width = bounded(size.width, WIDEST);
    const height = bounded(size.height, HIGHEST);
    return {
        width,
        height,
        html:
            `<iframe src="${escapeHtml(url.href)}" width="${width}" height="${height}"` +
            ' sandbox="allow-scripts allow-same-origin allow-popups allow-presentation"' +
            ' allow="fullscreen" loading="lazy" referrerpolicy="strict-origin"></iframe>',
    };
}

function bounded(length: number, most: number): number {
    return Math.min(Math.max(Math.round(length), 0), most);
}
