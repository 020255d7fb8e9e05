import sharp from 'sharp';

/** How much there is of what size in a picture taken outside: a few large shapes, and fine grain over all. */
const DETAIL = [
    { size: 400, strength: 60 },
    { size: 60, strength: 40 },
    { size: 12, strength: 20 },
    { size: 3, strength: 9 },
    { size: 1, strength: 4 },
] as const;

/** A JPEG of twelve million pixels and about three million bytes, as a telephone takes one. */
export async function aPhotograph(width = 4_000, height = 3_000): Promise<Buffer> {
    const layers = await Promise.all(
        DETAIL.map(({ size, strength }) => noise(width, height, size, strength)),
    );
    const pixels = Buffer.alloc(width * height * 3);
    for (let at = 0; at < pixels.length; at++) {
        let value = 128;
        for (const layer of layers) value += (layer[at] ?? 128) - 128;
        pixels[at] = Math.max(0, Math.min(255, value));
    }
    return sharp(pixels, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 90 })
        .toBuffer();
}

async function noise(width: number, height: number, size: number, sigma: number): Promise<Buffer> {
    const grains = await sharp({
        create: {
            width: Math.ceil(width / size),
            height: Math.ceil(height / size),
            channels: 3,
            background: '#808080',
            noise: { type: 'gaussian', mean: 128, sigma },
        },
    })
        .png()
        .toBuffer();
    return sharp(grains).resize({ width, height, fit: 'fill', kernel: 'cubic' }).raw().toBuffer();
}
