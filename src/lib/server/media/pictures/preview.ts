import { blurhash } from './blurhash.ts';
import type { Preview, Rendition } from './orders.ts';
import { decode, open, shrink, type Pixels } from './pixels.ts';
import { twinWhereSmaller } from './twin.ts';

const SMALL_PIXELS = 640 * 360;
/** The longer side of what the blurred picture is measured on. */
const BLUR_SIDE = 32;

/** Makes what is shown before a film is played, or beside sound. Rejects for what cannot be read. */
export async function preview(bytes: Buffer): Promise<Preview> {
    return previewOf(await decode(bytes, SMALL_PIXELS));
}

/** What is shown of a picture before the picture: small, then blurred, then one colour. */
export async function previewOf(pixels: Pixels): Promise<Preview> {
    const little = await shrink(pixels, SMALL_PIXELS);
    return { small: await encodeSmall(little), ...(await impressionOf(little)) };
}

async function encodeSmall(pixels: Pixels): Promise<Rendition> {
    const bytes = await open(pixels).webp({ quality: 80, effort: 2 }).toBuffer();
    const twin = await twinWhereSmaller(bytes, 'image/avif', open(pixels));
    return { bytes, width: pixels.width, height: pixels.height, ...(twin && { twin }) };
}

async function impressionOf(pixels: Pixels): Promise<Pick<Preview, 'blurhash' | 'dominantColor'>> {
    const { data, info } = await open(pixels)
        .flatten({ background: '#fff' })
        .resize({ width: BLUR_SIDE, height: BLUR_SIDE, fit: 'inside' })
        .raw()
        .toBuffer({ resolveWithObject: true });
    const few = { data, width: info.width, height: info.height, channels: info.channels };
    const { dominant } = await open(few).stats();
    return { blurhash: blurhash(data, info.width, info.height), dominantColor: hex(dominant) };
}

const hex = ({ r, g, b }: { r: number; g: number; b: number }) =>
    `#${[r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
