import { Unprocessable } from '../errors';
import { pictureType } from './picture-type';
import type { CutPicture, Size } from './pictures/orders';
import { orderPicture } from './workshop';

/** The most bytes of an avatar, a header or an emoji that are read. */
export const LARGEST_PICTURE = 8_000_000;

/** How large pictures are kept. */
export const PICTURE_SIZES = {
    avatar: { width: 400, height: 400 },
    header: { width: 1_500, height: 500 },
    emoji: { width: 128, height: 128, fit: 'inside' },
} as const satisfies Record<string, Size>;

/**
 * Cuts what somebody gave to the size of an avatar, a header or an emoji.
 * @throws Unprocessable for what is no picture, or one too large to be decoded.
 */
export async function cutPicture(bytes: Buffer, size: Size): Promise<CutPicture> {
    const type = bytes.length <= LARGEST_PICTURE ? pictureType(bytes) : undefined;
    if (!type)
        throw new Unprocessable('Validation failed: The picture must be a JPEG, PNG, GIF, WebP or AVIF');
    const cut = await orderPicture({ name: 'cut', bytes, type, size });
    if (!cut) throw new Unprocessable('Validation failed: The picture cannot be read, or is too large');
    return cut;
}
