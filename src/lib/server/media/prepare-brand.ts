import { Unprocessable } from '../errors';
import { fileType } from './file-type';
import { LARGEST_PICTURE } from './cut-picture';
import { PICTURE_TYPES } from './picture-type';
import type { BannerFiles, LogoFiles } from './pictures/orders';
import { orderPicture } from './workshop';

/** The ground of icons that are cut to a shape. */
const GROUND = '#ffffff';

/**
 * Makes every icon of a logo.
 * @throws Unprocessable for what is no picture.
 */
export async function prepareLogo(bytes: Buffer): Promise<LogoFiles> {
    check(bytes, 'Logo');
    return (await orderPicture({ name: 'logo', bytes, background: GROUND })) ?? unreadable('Logo');
}

/**
 * Makes the two sizes of a banner.
 * @throws Unprocessable for what is no picture.
 */
export async function prepareBanner(bytes: Buffer): Promise<BannerFiles> {
    check(bytes, 'Banner');
    return (await orderPicture({ name: 'banner', bytes })) ?? unreadable('Banner');
}

function check(bytes: Buffer, what: string): void {
    const type = bytes.length <= LARGEST_PICTURE ? fileType(bytes)?.mimeType : undefined;
    if (!type || !PICTURE_TYPES.includes(type))
        throw new Unprocessable(
            `Validation failed: ${what} must be a JPEG, PNG, GIF, WebP or AVIF picture of at most ${LARGEST_PICTURE / 1_000_000} MB`,
        );
}

function unreadable(what: string): never {
    throw new Unprocessable(`Validation failed: ${what} cannot be read, or is too large`);
}
