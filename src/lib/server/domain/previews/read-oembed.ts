import { playerOf, type Player } from './player';

/** What an oEmbed answer adds to what a page says. https://oembed.com/ */
export interface OEmbedFacts {
    type: 'link' | 'photo' | 'video' | 'rich';
    title?: string;
    authorName?: string;
    authorUrl?: string;
    providerName?: string;
    providerUrl?: string;
    /** The picture itself, of a photo. */
    photoUrl?: string;
    thumbnailUrl?: string;
    player?: Player;
    width: number;
    height: number;
}

/** Reads an oEmbed answer; undefined where it is none. A video without a player known here is a link. */
export function readOEmbed(body: Buffer): OEmbedFacts | undefined {
    let json: Record<string, unknown>;
    try {
        json = JSON.parse(body.toString('utf8'));
    } catch {
        return undefined;
    }
    if (typeof json !== 'object' || json === null || typeof json.type !== 'string') return undefined;
    const text = (name: string) => (typeof json[name] === 'string' ? json[name] : undefined);
    const size = { width: lengthOf(json.width), height: lengthOf(json.height) };
    const isPlayed = json.type === 'video' || json.type === 'rich';
    const player = isPlayed ? playerOf(text('html') ?? '', size) : undefined;
    const photoUrl = json.type === 'photo' ? text('url') : undefined;
    return {
        type: player ? (json.type === 'video' ? 'video' : 'rich') : photoUrl ? 'photo' : 'link',
        title: text('title'),
        authorName: text('author_name'),
        authorUrl: text('author_url'),
        providerName: text('provider_name'),
        providerUrl: text('provider_url'),
        thumbnailUrl: text('thumbnail_url'),
        photoUrl,
        player,
        ...size,
    };
}

function lengthOf(value: unknown): number {
    const length = Number(value);
    return Number.isFinite(length) ? Math.min(Math.max(Math.round(length), 0), 10_000) : 0;
}
