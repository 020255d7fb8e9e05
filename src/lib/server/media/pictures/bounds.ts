/** Pixels of all frames of a picture together: more is refused before anything is decoded. */
export const MOST_PIXELS = 40_000_000;
