import { Unprocessable } from '../errors';
import { pictureType } from './picture-type';
import { MOST_PIXELS } from './pictures/bounds';
import type { PreparedPicture } from './pictures/orders';
import { orderPicture } from './workshop';

/**
 * Makes what somebody gave ready to be attached to a post: whole, upright, and without what the camera knew.
 * @throws Unprocessable for what is no picture, or one too large to be decoded.
 */
export async function preparePicture(bytes: Buffer): Promise<PreparedPicture> {
    const type = pictureType(bytes);
    if (!type)
        throw new Unprocessable(
            'Validation failed: File must be a JPEG, PNG, GIF, WebP or AVIF picture; other kinds of files cannot be attached here',
        );
    const prepared = await orderPicture({ name: 'prepare', bytes, type });
    if (!prepared)
        throw new Unprocessable(
            `Validation failed: File cannot be read, or has more than ${MOST_PIXELS / 1_000_000} million pixels`,
        );
    return prepared;
}
