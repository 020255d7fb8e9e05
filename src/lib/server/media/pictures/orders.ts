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

/** Each order by its name: what it takes besides the bytes, and what comes of it. */
export interface Orders {
    cut: { given: { type: string; size: Size }; made: CutPicture };
    prepare: { given: { type: string }; made: PreparedPicture };
    preview: { given: object; made: Preview };
}

export type Order = {
    [Name in keyof Orders]: { name: Name; bytes: Buffer } & Orders[Name]['given'];
}[keyof Orders];

/** `made` is missing where the picture could not be read. */
export interface Answer {
    made?: Orders[keyof Orders]['made'];
}
