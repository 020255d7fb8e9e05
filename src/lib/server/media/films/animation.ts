import type { Facts } from './orders.ts';

/** How long a frame stands that says nothing of it, as browsers have it; in hundredths of a second. */
const USUAL_DELAY = 10;

/**
 * What an animated GIF says of itself, from its blocks alone (GIF89a, 17–27); undefined where it has one frame, or is
 * none. The number of its frames is in `frames`.
 */
export function readAnimation(bytes: Buffer): { facts: Facts; frames: number } | undefined {
    if (bytes.length < 13) return undefined;
    const [width, height] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];
    let at = 13 + colourBytes(bytes[10]);
    let frames = 0;
    let hundredths = 0;
    let delay = USUAL_DELAY;
    while (at < bytes.length && bytes[at] !== 0x3b) {
        if (bytes[at] === 0x2c) {
            frames++;
            hundredths += delay;
            at = endOfBlocks(bytes, at + 11 + colourBytes(bytes[at + 9]));
        } else if (bytes[at] === 0x21) {
            if (bytes[at + 1] === 0xf9 && at + 6 <= bytes.length) delay = delayAt(bytes, at + 4);
            at = endOfBlocks(bytes, at + 2);
        } else break;
    }
    if (frames < 2 || width === 0 || height === 0) return undefined;
    const seconds = hundredths / 100;
    return {
        frames,
        facts: { seconds, picture: { width, height, frameRate: frames / seconds, plays: false } },
    };
}

/** The size of the table of colours that these flags announce. */
const colourBytes = (flags = 0) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** Where the blocks of data that begin at `at` end: each tells its length, the last is empty. */
function endOfBlocks(bytes: Buffer, at: number): number {
    while (at < bytes.length && bytes[at] !== 0) at += (bytes[at] ?? 0) + 1;
    return at + 1;
}

/** Delays that no screen could show are what everybody takes them for. */
function delayAt(bytes: Buffer, at: number): number {
    const delay = bytes.readUInt16LE(at);
    return delay < 2 ? USUAL_DELAY : delay;
}
