import type { MediaAttachment } from '$lib/mastodon-api/entities';
import { feedAspect } from './focal-point';

/** How many tiles a grid has room for; the last one says how many more there are. */
const MOST_TILES = 4;

/** A grid for what is seen of a post. Every size follows from what the API says, so that nothing moves when files come. */
export interface GridLayout {
    /** Width over height of the whole. */
    aspect: number;
    columns: 1 | 2;
    rows: 1 | 2;
    /** How many rows and columns each tile takes. */
    tiles: readonly { rows: 1 | 2; columns: 1 | 2 }[];
    /** How many files have no tile. */
    more: number;
}

type Shaped = Pick<MediaAttachment, 'meta'>;

const ONE = { rows: 1, columns: 1 } as const;
const FEED_ASPECT = 16 / 9;
/** From here on two beside each other are two slits. */
const PANORAMA = 1.9;

/** Lays out pictures and films; null where there are none. Sounds have rows of their own. */
export function gridLayout(media: readonly Shaped[]): GridLayout | null {
    const more = Math.max(0, media.length - MOST_TILES);
    const [first] = media;
    if (!first) return null;
    const shapes = media.slice(0, MOST_TILES).map(feedAspect);
    switch (shapes.length) {
        case 1:
            return { aspect: feedAspect(first), columns: 1, rows: 1, tiles: [ONE], more };
        case 2: {
            const stacked = shapes.every((aspect) => aspect >= PANORAMA);
            const [columns, rows] = stacked ? ([1, 2] as const) : ([2, 1] as const);
            return { aspect: stacked ? 4 / 3 : FEED_ASPECT, columns, rows, tiles: [ONE, ONE], more };
        }
        case 3: {
            const wide = (shapes[0] ?? 1) >= PANORAMA;
            const large = wide ? ({ rows: 1, columns: 2 } as const) : ({ rows: 2, columns: 1 } as const);
            const aspect = wide ? 4 / 3 : FEED_ASPECT;
            return { aspect, columns: 2, rows: 2, tiles: [large, ONE, ONE], more };
        }
        default:
            return { aspect: FEED_ASPECT, columns: 2, rows: 2, tiles: [ONE, ONE, ONE, ONE], more };
    }
}

/** What is looked at, and what is only heard or led to. */
export function bySense<T extends Pick<MediaAttachment, 'type'>>(
    media: readonly T[],
): { seen: T[]; other: T[] } {
    const isSeen = ({ type }: T) => type === 'image' || type === 'video' || type === 'gifv';
    return { seen: media.filter(isSeen), other: media.filter((file) => !isSeen(file)) };
}
