import { Unprocessable } from '../errors';
import { fileType } from './file-type';
import { PICTURE_TYPES } from './picture-type';
import { MOST_PIXELS } from './pictures/bounds';
import type { PreparedPicture, Preview } from './pictures/orders';
import { orderPicture } from './workshop';

/** What telephones keep pictures in is coded as HEVC is, which nothing here decodes: patents keep it out of free software. */
export const HEIC_REFUSED =
    'Validation failed: File is a HEIC picture, which cannot be read here. Save it as JPEG and try again; on an iPhone, choose Settings › Camera › Formats › Most Compatible';

/**
 * Makes what somebody gave ready to be attached to a post: whole, upright, and without what the camera knew.
 * @throws Unprocessable for what is no picture, or one too large to be decoded.
 */
export async function preparePicture(bytes: Buffer): Promise<PreparedPicture> {
    const prepared = await orderPicture({ name: 'prepare', bytes, type: typeOf(bytes) });
    if (!prepared) throw unreadable('File');
    return prepared;
}

/**
 * Makes what is shown before a film is played, or beside sound, of a picture.
 * @throws Unprocessable for what is no picture, or one too large to be decoded.
 */
export async function preparePreview(bytes: Buffer): Promise<Preview> {
    typeOf(bytes);
    const prepared = await orderPicture({ name: 'preview', bytes });
    if (!prepared) throw unreadable('Thumbnail');
    return prepared;
}

function typeOf(bytes: Buffer): string {
    const type = fileType(bytes)?.mimeType ?? '';
    if (type === 'image/heic') throw new Unprocessable(HEIC_REFUSED);
    if (!PICTURE_TYPES.includes(type))
        throw new Unprocessable(
            'Validation failed: File must be a JPEG, PNG, GIF, WebP or AVIF picture; other kinds of files cannot be attached here',
        );
    return type;
}

const unreadable = (what: string) =>
    new Unprocessable(
        `Validation failed: ${what} cannot be read, or has more than ${MOST_PIXELS / 1_000_000} million pixels`,
    );
