import { FILM_LIMITS } from './limits.ts';
import type { Facts, Plan } from './orders.ts';
import { Refused } from './refused.ts';

/** What is made of film or sound that fits the limits. */
export function planFor({ picture, sound }: Facts): Plan {
    if (picture)
        return {
            // What is silent runs by itself, again and again.
            type: sound ? 'video' : 'gifv',
            mimeType: 'video/mp4',
            extension: 'mp4',
            picture: picture.plays ? 'keep' : 'encode',
            sound: sound && (sound.codec === 'aac' ? 'keep' : 'encode'),
        };
    if (sound?.codec === 'aac')
        return { type: 'audio', mimeType: 'audio/mp4', extension: 'm4a', sound: 'keep' };
    // What every app plays, and plays while it comes.
    const keeps = sound?.codec === 'mp3';
    return { type: 'audio', mimeType: 'audio/mpeg', extension: 'mp3', sound: keeps ? 'keep' : 'encode' };
}

/** @throws Refused for what is more than is taken on, before anything is decoded. */
export function checkLimits({ seconds, picture, sound }: Facts): void {
    if (!picture && !sound) throw new Refused('unreadable');
    if (!(seconds > 0)) throw new Refused('unreadable');
    if (seconds > FILM_LIMITS.seconds) throw new Refused('too-long');
    if (!picture) return;
    const { width, height, frameRate } = picture;
    if (width * height > FILM_LIMITS.pixels) throw new Refused('too-large');
    // Timestamps in whole milliseconds make 120 frames a little more than that.
    if (frameRate > FILM_LIMITS.frameRate * 1.05) throw new Refused('too-fast');
    if (seconds * frameRate > FILM_LIMITS.frames) throw new Refused('too-many-frames');
}

/** The longer side of a film that is made anew. */
export const LONGEST_SIDE = { host: 1_920, wasm: 1_280 } as const;

/** The same shape with no longer side than `longest`, in even numbers, as 4:2:0 wants them. */
export function evenSize({ width, height }: { width: number; height: number }, longest: number) {
    const scale = Math.min(1, longest / Math.max(width, height));
    const even = (side: number) => Math.max(2, Math.round((side * scale) / 2) * 2);
    return { width: even(width), height: even(height) };
}
