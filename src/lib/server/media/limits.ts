import { FILM_TYPES } from './file-type';
import { FILM_LIMITS } from './films/limits';
import { PICTURE_TYPES } from './picture-type';
import { MOST_PIXELS } from './pictures/bounds';

/** What may be attached to a post. Announced to clients, and asked before anything is decoded. */
export const ATTACHMENT_LIMITS = {
    types: [...PICTURE_TYPES, ...FILM_TYPES],
    imageBytes: 16 * 1024 * 1024,
    /** Of all frames together. */
    imagePixels: MOST_PIXELS,
    /** Of film and sound. */
    filmBytes: FILM_LIMITS.bytes,
    /** Of each frame. */
    filmPixels: FILM_LIMITS.pixels,
    frameRate: FILM_LIMITS.frameRate,
} as const;
