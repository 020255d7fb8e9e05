import sharp, { type Sharp } from 'sharp';
import { blurhash } from './blurhash.ts';
import { moves, openPicture } from './open-picture.ts';
import type { PreparedPicture, Rendition } from './orders.ts';

/** Pixels of an original as it is kept: a 4K screen. Larger ones are made smaller, never cut. */
const ORIGINAL_PIXELS = 3_840 * 2_160;
const SMALL_PIXELS = 640 * 360;
/** The longer side of what the blurred picture is measured on. */
const BLUR_SIDE = 32;

/** Each type in which an original is kept: what comes in as something else becomes one of them. */
const ENCODERS: Record<string, (picture: Sharp) => Sharp> = {
    'image/jpeg': (picture) => picture.flatten({ background: '#fff' }).jpeg({ quality: 85 }),
    'image/png': (picture) => picture.png(),
    'image/webp': (picture) => picture.webp({ quality: 85, effort: 3 }),
    'image/gif': (picture) => picture.gif({ effort: 3 }),
};

/** Makes a picture ready to be attached to a post. Rejects for what cannot be read. */
export async function prepare(bytes: Buffer, type: string): Promise<PreparedPicture> {
    const animated = await moves(bytes, type);
    const mimeType = await typeToKeep(bytes, type);
    const original = await render(bytes, ORIGINAL_PIXELS, ENCODERS[mimeType], animated);
    // Made from the original, so that nothing large is decoded twice.
    const small = await render(original.bytes, SMALL_PIXELS, (picture) => picture.webp({ quality: 80 }));
    const { dominant } = await sharp(small.bytes).stats();
    return { mimeType, original, small, blurhash: await blurhashOf(small), dominantColor: hex(dominant) };
}

/** What not every server and browser reads, AVIF above all, becomes what they all do. */
async function typeToKeep(bytes: Buffer, type: string): Promise<string> {
    if (ENCODERS[type]) return type;
    return (await sharp(bytes).metadata()).hasAlpha ? 'image/webp' : 'image/jpeg';
}

async function render(
    bytes: Buffer,
    mostPixels: number,
    encode: (picture: Sharp) => Sharp = (picture) => picture,
    animated = false,
): Promise<Rendition> {
    const picture = openPicture(bytes, { animated });
    const { autoOrient, pageHeight, height: tall } = await picture.metadata();
    const { width, height } = within(
        mostPixels,
        autoOrient.width,
        animated ? (pageHeight ?? tall) : autoOrient.height,
    );
    const { data, info } = await encode(
        picture.resize({ width, height, fit: 'fill', withoutEnlargement: true }).toColourspace('srgb'),
    ).toBuffer({ resolveWithObject: true });
    return { bytes: data, width: info.width, height: animated ? height : info.height };
}

/** The same shape with no more than so many pixels. */
function within(mostPixels: number, width: number, height: number): { width: number; height: number } {
    const scale = Math.min(1, Math.sqrt(mostPixels / (width * height)));
    return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function blurhashOf(small: Rendition): Promise<string> {
    const { data, info } = await sharp(small.bytes)
        .flatten({ background: '#fff' })
        .resize({ width: BLUR_SIDE, height: BLUR_SIDE, fit: 'inside' })
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
    return blurhash(data, info.width, info.height);
}

const hex = ({ r, g, b }: { r: number; g: number; b: number }) =>
    `#${[r, g, b].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
