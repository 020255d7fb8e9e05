import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Engine } from './engine.ts';

/** Samples a second that are looked at: enough for how loud something is. */
const RATE = 8_000;
const MOST_PEAKS = 200;
/** Less than this tells nothing to the eye. */
const SHORTEST_PEAK_S = 0.05;

/** How loud sound is along its length: numbers from 0 to 99, of which the loudest is 99. `scratch` is written to. */
export async function waveform(
    engine: Engine,
    input: { path: string; demuxer: string; seconds: number },
    scratch: string,
): Promise<number[]> {
    await engine.run({
        input: input.path,
        demuxer: input.demuxer,
        after: ['-map', '0:a:0', '-vn', '-ac', '1', '-ar', String(RATE), '-c:a', 'pcm_s8', '-f', 's8'],
        output: scratch,
    });
    const count = Math.max(1, Math.min(MOST_PEAKS, Math.floor(input.seconds / SHORTEST_PEAK_S)));
    const peaks = await readPeaks(scratch, count, Math.ceil((input.seconds * RATE) / count));
    await rm(scratch, { force: true });
    const loudest = Math.max(1, ...peaks);
    return peaks.map((peak) => Math.round((peak / loudest) * 99));
}

/** The loudest of every `length` samples, which are bytes with a sign. */
async function readPeaks(path: string, count: number, length: number): Promise<number[]> {
    const peaks = Array.from({ length: count }, () => 0);
    let at = 0;
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>)
        for (const byte of chunk) {
            const place = Math.min(count - 1, Math.floor(at++ / length));
            const loud = Math.abs(byte > 127 ? byte - 256 : byte);
            if (loud > (peaks[place] ?? 0)) peaks[place] = loud;
        }
    return peaks;
}
