/** Films of a hundred million bytes, made by the ffmpeg of this machine. */
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const SECONDS = 60;
const PICTURE = ['-f', 'lavfi', '-i', `testsrc2=s=1280x720:r=30:d=${SECONDS}`];
const SOUND = ['-f', 'lavfi', '-i', `sine=f=440:d=${SECONDS}`, '-shortest'];
/** More than it takes, less than the limit of 103.8 million. */
const FILL = 99_500_000;

/** How each is made: the first is kept as it is, of the second everything is made anew. */
const KINDS = {
    'plays.mp4': [
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-pix_fmt',
        'yuv420p',
        '-b:v',
        '13M',
        '-c:a',
        'aac',
    ],
    'odd.mov': ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj422p', '-q:v', '3', '-c:a', 'pcm_s16le'],
} as const;

/** Makes one film of each kind in `folder`; returns their paths. Rejects where there is no ffmpeg. */
export async function makeBigFilms(folder: string): Promise<string[]> {
    const paths: string[] = [];
    for (const [name, options] of Object.entries(KINDS)) {
        const path = join(folder, name);
        const limit = ['-fs', String(FILL)];
        await promisify(execFile)('ffmpeg', [
            ...['-v', 'error', '-y', ...PICTURE, ...SOUND, ...options, ...limit, path],
        ]);
        if ((await stat(path)).size > 103_000_000) throw new Error(`${name} became too large`);
        paths.push(path);
    }
    return paths;
}
