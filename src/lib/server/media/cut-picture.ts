import sharp from 'sharp';
import { Unprocessable } from '../errors';
import { pictureType } from './picture-type';

/** The most bytes of a picture that are read. */
export const LARGEST_PICTURE = 8_000_000;
/** Pixels of all its frames together: more is refused before anything is decoded. */
const MOST_PIXELS = 40_000_000;
const SECONDS = 15;
const MAY_MOVE = new Set(['image/gif', 'image/webp']);

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

/** `cover` is filled, whatever has to be cut away; what stands `inside` is kept whole, and never enlarged. */
interface Size {
    width: number;
    height: number;
    fit?: 'cover' | 'inside';
}

/** How large pictures are kept. */
export const PICTURE_SIZES = {
    avatar: { width: 400, height: 400 },
    header: { width: 1_500, height: 500 },
    emoji: { width: 128, height: 128, fit: 'inside' },
} as const satisfies Record<string, Size>;

/** A picture as it is kept: WebP, upright, without what the camera knew. */
export interface CutPicture {
    moving: Buffer;
    /** The same where nothing moves. */
    still: Buffer;
}

let turn: Promise<unknown> = Promise.resolve();

/**
 * Cuts what somebody gave to the size of an avatar, a header or an emoji. One at a time, for each may need much memory.
 * @throws Unprocessable for what is no picture, or one too large to be decoded.
 */
export function cutPicture(bytes: Buffer, size: Size): Promise<CutPicture> {
    const cutting = turn.then(() => cut(bytes, size));
    turn = cutting.catch(() => {});
    return cutting;
}

async function cut(bytes: Buffer, size: Size): Promise<CutPicture> {
    const type = bytes.length <= LARGEST_PICTURE ? pictureType(bytes) : undefined;
    if (!type)
        throw new Unprocessable('Validation failed: The picture must be a JPEG, PNG, GIF, WebP or AVIF');
    try {
        const still = await resized(bytes, size, false);
        const moves = MAY_MOVE.has(type) && ((await sharp(bytes).metadata()).pages ?? 1) > 1;
        // With too many frames it stands still.
        const moving = moves ? await resized(bytes, size, true).catch(() => still) : still;
        return { moving, still };
    } catch {
        throw new Unprocessable('Validation failed: The picture cannot be read, or is too large');
    }
}

function resized(bytes: Buffer, { width, height, fit = 'cover' }: Size, animated: boolean): Promise<Buffer> {
    return sharp(bytes, { limitInputPixels: MOST_PIXELS, animated, failOn: 'error' })
        .timeout({ seconds: SECONDS })
        .autoOrient()
        .resize({ width, height, fit, withoutEnlargement: fit === 'inside' })
        .webp({ quality: 82 })
        .toBuffer();
}
