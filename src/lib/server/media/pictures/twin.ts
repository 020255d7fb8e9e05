import type { Sharp } from 'sharp';
import type { Twin } from './orders.ts';

/** A twin that saves less than this is not worth a file. */
const WORTH_IT = 0.9;

/** The quickest settings of each encoder: of the bytes they save, slower ones save a tenth more and take twice as long. */
const ENCODERS: Record<string, (picture: Sharp) => Sharp> = {
    'image/avif': (picture) => picture.avif({ quality: 55, effort: 0 }),
    'image/webp': (picture) => picture.webp({ quality: 75, effort: 0 }),
    'image/webp; lossless': (picture) => picture.webp({ lossless: true, effort: 0 }),
};

/** The same picture in another format, where that needs clearly fewer bytes than it has. */
export async function twinWhereSmaller(
    than: Buffer,
    format: keyof typeof ENCODERS,
    picture: Sharp,
): Promise<Twin | undefined> {
    const bytes = await ENCODERS[format]?.(picture).toBuffer();
    const [mimeType = ''] = format.split(';');
    return bytes && bytes.length < than.length * WORTH_IT ? { mimeType, bytes } : undefined;
}
