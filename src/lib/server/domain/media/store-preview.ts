import { preparePreview } from '../../media';
import { storeRendition } from './store-renditions';

/**
 * Makes and stores what is shown before film or sound is played; returns what a row says of it.
 * @throws Unprocessable for what is no picture, or one too large to be decoded.
 */
export async function storePreview(bytes: Buffer) {
    const { small, blurhash, dominantColor } = await preparePreview(bytes);
    const stored = await storeRendition('previews', 'image/webp', small);
    return {
        stored,
        columns: {
            previewKey: stored.key,
            variants: stored.variants,
            blurhash,
            dominantColor,
            small: { width: small.width, height: small.height },
            bytes: stored.bytes,
        },
    };
}
