import sharp from 'sharp';
import { openPicture } from './open-picture.ts';
import type { BannerFiles, LogoFiles } from './orders.ts';
import { decode } from './pixels.ts';
import { previewOf } from './preview.ts';

/** A mask keeps the inner four fifths: a square within that circle. */
const SAFE = 0.56;
const BANNER = { width: 1_200, height: 630 };

/** Every icon of a community's logo. Rejects for what cannot be read. */
export async function logo(bytes: Buffer, background: string): Promise<LogoFiles> {
    const whole = await contained(bytes, 512);
    const small = (size: number) => sharp(whole).resize(size, size).png({ compressionLevel: 9 }).toBuffer();
    const masked = (size: number) => onGround(whole, size, background);
    const [icon192, favicon, maskable192, maskable512, apple] = await Promise.all([
        small(192),
        small(48),
        masked(192),
        masked(512),
        masked(180),
    ]);
    return { icon192, icon512: whole, favicon, maskable192, maskable512, apple };
}

/** A community's banner in the two sizes that links to it show. Rejects for what cannot be read. */
export async function banner(bytes: Buffer): Promise<BannerFiles> {
    const large = await openPicture(bytes)
        .resize({ ...BANNER, fit: 'cover' })
        .toColourspace('srgb')
        .flatten({ background: '#fff' })
        .webp({ quality: 82 })
        .toBuffer();
    const pixels = await decode(large, BANNER.width * BANNER.height);
    const small = await sharp(large)
        .resize({ width: BANNER.width / 2, height: BANNER.height / 2 })
        .webp({ quality: 82 })
        .toBuffer();
    return { large, small, blurhash: (await previewOf(pixels)).blurhash };
}

async function contained(bytes: Buffer, size: number): Promise<Buffer> {
    return openPicture(bytes)
        .resize({ width: size, height: size, fit: 'contain', background: '#0000' })
        .toColourspace('srgb')
        .png({ compressionLevel: 9 })
        .toBuffer();
}

/** The logo on a ground that reaches the edges, as phones cut it. */
async function onGround(logo: Buffer, size: number, background: string): Promise<Buffer> {
    const inner = Math.round(size * SAFE);
    return sharp({ create: { width: size, height: size, channels: 4, background } })
        .composite([{ input: await sharp(logo).resize(inner, inner).png().toBuffer() }])
        .flatten({ background })
        .png({ compressionLevel: 9 })
        .toBuffer();
}
