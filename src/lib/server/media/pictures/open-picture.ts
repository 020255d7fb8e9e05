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

/** How a picture is opened. */
interface Opening {
    /** All its frames. */
    animated?: boolean;
    /** As it is meant to be seen, rather than as the camera kept it. */
    upright?: boolean;
    /** Its colours are sRGB, whatever it says of them. */
    ignoreIcc?: boolean;
}

/** A picture somebody gave. Nothing is decoded before it is asked for. */
export function openPicture(
    bytes: Buffer,
    { animated = false, upright = true, ignoreIcc = false }: Opening = {},
): Sharp {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, animated, ignoreIcc, failOn: 'error' });
    return (upright ? picture.autoOrient() : picture).timeout({ seconds: SECONDS });
}

const MAY_MOVE = new Set(['image/gif', 'image/webp']);

/** Does it have more than one frame? */
export async function moves(bytes: Buffer, type: string): Promise<boolean> {
    return MAY_MOVE.has(type) && ((await sharp(bytes).metadata()).pages ?? 1) > 1;
}
