/** What is taken on of film and sound; whatever says of itself to be more is refused before anything is decoded. */
export const FILM_LIMITS = {
    bytes: 99 * 1024 * 1024,
    /** Of one frame: a 4K screen. */
    pixels: 3_840 * 2_160,
    /** A second. */
    frameRate: 120,
    frames: 36_000,
    seconds: 4 * 3_600,
    tracks: 8,
    /** Of all frames of an animated picture that is made a film. */
    animatedPixels: 2_000_000_000,
} as const;
