import { moves, openPicture } from './open-picture.ts';
import type { CutPicture, Size } from './orders.ts';

/** Cuts a picture to the size of an avatar, a header or an emoji. Rejects for what cannot be read. */
export async function cut(bytes: Buffer, type: string, size: Size): Promise<CutPicture> {
    const still = await resized(bytes, size, false);
    // With too many frames it stands still.
    const moving = (await moves(bytes, type)) ? await resized(bytes, size, true).catch(() => still) : still;
    return { moving, still };
}

function resized(bytes: Buffer, { width, height, fit = 'cover' }: Size, animated: boolean): Promise<Buffer> {
    return openPicture(bytes, { animated })
        .resize({ width, height, fit, withoutEnlargement: fit === 'inside' })
        .webp({ quality: 82 })
        .toBuffer();
}
