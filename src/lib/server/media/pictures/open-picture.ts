import sharp, { type Sharp } from 'sharp';
import { MOST_PIXELS } from './bounds.ts';

const SECONDS = 25;

// Only what is let through by its first bytes has a decoder at all.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
    operation: [
        'VipsForeignLoadJpeg',
        'VipsForeignLoadPng',
        'VipsForeignLoadWebp',
        'VipsForeignLoadNsgif',
        'VipsForeignLoadHeif',
    ],
});
sharp.cache(false);
// The other cores belong to those who read.
sharp.concurrency(1);

/** A picture somebody gave, upright; with `animated` all its frames. Nothing is decoded before it is asked for. */
export function openPicture(bytes: Buffer, { animated = false } = {}): Sharp {
    return sharp(bytes, { limitInputPixels: MOST_PIXELS, animated, failOn: 'error' })
        .timeout({ seconds: SECONDS })
        .autoOrient();
}

const MAY_MOVE = new Set(['image/gif', 'image/webp']);

/** Does it have more than one frame? */
export async function moves(bytes: Buffer, type: string): Promise<boolean> {
    return MAY_MOVE.has(type) && ((await sharp(bytes).metadata()).pages ?? 1) > 1;
}
