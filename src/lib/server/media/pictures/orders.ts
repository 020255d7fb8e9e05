/** What the process that decodes pictures is asked for, and what it answers. */

/** `cover` is filled, whatever has to be cut away; what stands `inside` is kept whole, and never enlarged. */
export interface Size {
    width: number;
    height: number;
    fit?: 'cover' | 'inside';
}

/** A picture as it is kept: WebP, upright, without what the camera knew. */
export interface CutPicture {
    moving: Buffer;
    /** The same where nothing moves. */
    still: Buffer;
}

/** The same picture in a format that needs fewer bytes. */
export interface Twin {
    mimeType: string;
    bytes: Buffer;
}

/** One rendition of a picture. */
export interface Rendition {
    bytes: Buffer;
    width: number;
    height: number;
    /** Missing where none is clearly smaller. */
    twin?: Twin;
}

/** What is shown before the thing itself. */
export interface Preview {
    /** Still, as WebP. */
    small: Rendition;
    blurhash: string;
    /** As `#rrggbb`. */
    dominantColor: string;
}

/** A picture as a post shows it: whole, upright, within the pixel budget, without what the camera knew. */
export interface PreparedPicture extends Preview {
    mimeType: string;
    original: Rendition;
}

/** A logo in every shape in which devices and pages show it, as PNG. */
export interface LogoFiles {
    icon192: Buffer;
    icon512: Buffer;
    /** On a ground that reaches the edges, within what every mask keeps. */
    maskable192: Buffer;
    maskable512: Buffer;
    apple: Buffer;
    favicon: Buffer;
}

/** A banner as WebP: 1200 by 630 pixels, and half of that. */
export interface BannerFiles {
    large: Buffer;
    small: Buffer;
    blurhash: string;
}

/** Each order by its name: what it takes besides the bytes, and what comes of it. */
export interface Orders {
    cut: { given: { type: string; size: Size }; made: CutPicture };
    prepare: { given: { type: string }; made: PreparedPicture };
    preview: { given: object; made: Preview };
    logo: { given: { background: string }; made: LogoFiles };
    banner: { given: object; made: BannerFiles };
}

export type Order = {
    [Name in keyof Orders]: { name: Name; bytes: Buffer } & Orders[Name]['given'];
}[keyof Orders];

/** `made` is missing where the picture could not be read. */
export interface Answer {
    made?: Orders[keyof Orders]['made'];
}
