import type { MediaSize } from '../../db/schema';
import type { Facts } from '../../media';

/** What clients are told of film or sound that takes `bytes`. */
export function filmSize({ seconds, picture, sound }: Facts, bytes: number): MediaSize {
    return {
        ...(picture && {
            width: picture.width,
            height: picture.height,
            frameRate: asFraction(picture.frameRate),
        }),
        duration: Math.round(seconds * 1_000_000) / 1_000_000,
        bitrate: Math.round((bytes * 8) / seconds),
        hasAudio: sound !== undefined,
    };
}

/** A rate as films tell it: `30/1`, `30000/1001`, and to the thousandth where it varies. */
function asFraction(rate: number): string {
    const whole = Math.round(rate);
    if (Math.abs(rate - whole) < 0.005) return `${whole}/1`;
    if (Math.abs(rate - (whole * 1_000) / 1_001) < 0.005) return `${whole * 1_000}/1001`;
    return `${Math.round(rate * 1_000)}/1000`;
}
