import { stat } from 'node:fs/promises';
import type { Engine } from './engine.ts';
import type { Facts } from './orders.ts';
import { evenSize } from './plan.ts';

/** The longer side of a frame that stands for its film. */
const LONGEST_SIDE = 1_280;
/** Of so many frames the one is taken that is most like the others. */
const CANDIDATES = 12;
/** Films often begin black: so far in, as a share, and at most so many seconds. */
const INTO = 0.1;
const LATEST_S = 3;

/** Takes the frame that stands for a film, which is an MP4 by now, as a PNG. False where it has none. */
export async function takePoster(
    engine: Engine,
    film: string,
    { seconds, picture }: Facts,
    to: string,
): Promise<boolean> {
    if (!picture) return false;
    const { width, height } = evenSize(picture, LONGEST_SIDE);
    for (const start of [Math.min(seconds * INTO, LATEST_S), 0]) {
        await engine.run({
            input: film,
            demuxer: 'mov',
            before: ['-ss', start.toFixed(3)],
            after: [
                ...[
                    '-map',
                    '0:V:0',
                    '-an',
                    '-vf',
                    `scale=${width}:${height},setsar=1,thumbnail=${CANDIDATES}`,
                ],
                ...['-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe'],
            ],
            output: to,
        });
        if ((await stat(to)).size > 0) return true;
    }
    return false;
}
