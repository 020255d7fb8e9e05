import type { Sharp } from 'sharp';
import { moves, openPicture } from './open-picture.ts';
import type { PreparedPicture, Rendition } from './orders.ts';
import { decode, open, within, type Pixels } from './pixels.ts';
import { preview, previewOf } from './preview.ts';
import { twinWhereSmaller } from './twin.ts';

/** Pixels of an original as it is kept: a 4K screen. Larger ones are made smaller, never cut. */
const ORIGINAL_PIXELS = 3_840 * 2_160;

interface Kept {
    encode: (picture: Sharp) => Sharp;
    /** In which format it may have a twin. */
    twin?: 'image/webp' | 'image/webp; lossless';
}

/**
 * Each type in which an original is kept: what comes in as something else becomes one of them. Where there is a twin,
 * optimised codes would cost a fifth of the whole for three percent that hardly a browser is sent.
 */
const KEPT: Record<string, Kept> = {
    'image/jpeg': {
        encode: (picture) => picture.jpeg({ quality: 85, optimiseCoding: false }),
        twin: 'image/webp',
    },
    'image/png': { encode: (picture) => picture.png(), twin: 'image/webp; lossless' },
    'image/webp': { encode: (picture) => picture.webp({ quality: 85, effort: 3 }) },
    'image/gif': { encode: (picture) => picture.gif({ effort: 3 }) },
};

/** Makes a picture ready to be attached to a post. Rejects for what cannot be read. */
export async function prepare(bytes: Buffer, type: string): Promise<PreparedPicture> {
    if (await moves(bytes, type)) return prepareMoving(bytes, type);
    const pixels = await decode(bytes, ORIGINAL_PIXELS);
    const mimeType = KEPT[type] ? type : withoutFormat(pixels);
    return { mimeType, original: await encode(pixels, mimeType), ...(await previewOf(pixels)) };
}

/** What not every server and browser reads, AVIF above all, becomes what they all do. */
function withoutFormat({ channels }: Pixels): string {
    return channels === 4 ? 'image/webp' : 'image/jpeg';
}

async function encode(pixels: Pixels, mimeType: string): Promise<Rendition> {
    const { encode = (picture: Sharp) => picture, twin: format } = KEPT[mimeType] ?? ({} as Partial<Kept>);
    const bytes = await encode(open(pixels)).toBuffer();
    const twin = format && (await twinWhereSmaller(bytes, format, open(pixels)));
    return { bytes, width: pixels.width, height: pixels.height, ...(twin && { twin }) };
}

/** All frames, with a preview of the first. They have no twin: there is none that takes less time than it saves. */
async function prepareMoving(bytes: Buffer, type: string): Promise<PreparedPicture> {
    const picture = openPicture(bytes, { animated: true });
    const { autoOrient, pageHeight, height: tall } = await picture.metadata();
    const { width, height } = within(ORIGINAL_PIXELS, autoOrient.width, pageHeight ?? tall);
    const resized = picture.resize({ width, height, fit: 'fill', withoutEnlargement: true });
    const original = await (KEPT[type]?.encode(resized) ?? resized).toBuffer();
    return { mimeType: type, original: { bytes: original, width, height }, ...(await preview(bytes)) };
}
