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

/** A picture in four quarters, each of another colour, so that every way it can be turned is another. */
export async function corners(width: number, height: number): Promise<Buffer> {
    const quarter = (background: string) =>
        sharp({ create: { width: width / 2, height: height / 2, channels: 3, background } })
            .png()
            .toBuffer();
    const [left, top] = [width / 2, height / 2];
    return sharp({ create: { width, height, channels: 3, background: '#e02020' } })
        .composite([
            { input: await quarter('#20c020'), left, top: 0 },
            { input: await quarter('#2020e0'), left: 0, top },
            { input: await quarter('#e0e020'), left, top },
        ])
        .png()
        .toBuffer();
}

/** A JPEG with about as much detail as a photograph has. */
export async function aPhotograph(width: number, height: number): Promise<Buffer> {
    const clouds = await sharp({
        create: {
            width: Math.ceil(width / 12),
            height: Math.ceil(height / 12),
            channels: 3,
            background: '#888',
            noise: { type: 'gaussian', mean: 128, sigma: 50 },
        },
    })
        .png()
        .toBuffer();
    const grain = await sharp({
        create: {
            width,
            height,
            channels: 3,
            background: '#888',
            noise: { type: 'gaussian', mean: 128, sigma: 9 },
        },
    })
        .png()
        .toBuffer();
    return sharp(clouds)
        .resize({ width, height, fit: 'fill', kernel: 'cubic' })
        .composite([{ input: grain, blend: 'soft-light' }])
        .jpeg({ quality: 90 })
        .toBuffer();
}
