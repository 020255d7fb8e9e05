/** Pictures for tests, made as they are needed. */
import sharp from 'sharp';

/** A plain square PNG. */
export function aPng(size = 16): Promise<Buffer> {
    return sharp({ create: { width: size, height: size, channels: 4, background: '#0a7' } })
        .png()
        .toBuffer();
}

/** A GIF of two frames. */
export async function aMovingGif(size = 16): Promise<Buffer> {
    const frame = (background: string) =>
        sharp({ create: { width: size, height: size, channels: 4, background } })
            .png()
            .toBuffer();
    return sharp([await frame('#0a7'), await frame('#70a')], { join: { animated: true } })
        .gif({ delay: [100, 100] })
        .toBuffer();
}
