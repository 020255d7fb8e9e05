import sharp, { type Sharp } from 'sharp';
import { isSrgb } from './colour-profile.ts';
import { openPicture } from './open-picture.ts';

/** A decoded picture: upright, sRGB, a byte a channel. */
export interface Pixels {
    data: Buffer;
    width: number;
    height: number;
    channels: 1 | 2 | 3 | 4;
}

/** How a picture is turned that a camera kept in one of the eight ways of Exif. It is mirrored first, then turned. */
const TURNS: Record<number, (picture: Sharp) => Sharp> = {
    2: (picture) => picture.flop(),
    3: (picture) => picture.rotate(180),
    4: (picture) => picture.flip(),
    5: (picture) => picture.rotate(90).flip(),
    6: (picture) => picture.rotate(90),
    7: (picture) => picture.rotate(90).flop(),
    8: (picture) => picture.rotate(270),
};

/**
 * Decodes a picture once, into no more than so many pixels. It is turned when it is small already: turning needs all of
 * it at once, and the whole takes four times as long.
 */
export async function decode(bytes: Buffer, mostPixels: number): Promise<Pixels> {
    const { width, height, orientation = 1, icc } = await openPicture(bytes).metadata();
    const picture = openPicture(bytes, { upright: false, ignoreIcc: isSrgb(icc) });
    const pixels = await read(
        picture
            .resize({
                ...within(mostPixels, width, height),
                fit: 'fill',
                withoutEnlargement: true,
                // What is made much smaller is halved by the decoder first: for the rest, this is as good and a quarter quicker.
                kernel: 'cubic',
            })
            .toColourspace('srgb'),
    );
    const turn = TURNS[orientation];
    return turn ? read(turn(open(pixels))) : pixels;
}

/** The same picture with no more than so many pixels. */
export async function shrink(pixels: Pixels, mostPixels: number): Promise<Pixels> {
    const { width, height } = within(mostPixels, pixels.width, pixels.height);
    return width === pixels.width && height === pixels.height
        ? pixels
        : read(open(pixels).resize({ width, height, fit: 'fill' }));
}

/** To be encoded, as often as one likes. */
export function open({ data, width, height, channels }: Pixels): Sharp {
    return sharp(data, { raw: { width, height, channels } });
}

/** The same shape with no more than so many pixels. */
export function within(mostPixels: number, width: number, height: number): { width: number; height: number } {
    const scale = Math.min(1, Math.sqrt(mostPixels / (width * height)));
    return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function read(picture: Sharp): Promise<Pixels> {
    const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: info.channels };
}
