import type { Engine } from './engine.ts';
import { FILM_LIMITS } from './limits.ts';
import type { Facts, Plan } from './orders.ts';
import { evenSize, LONGEST_SIDE } from './plan.ts';

/** ffmpeg's reader for each type. */
export const DEMUXERS: Record<string, string> = {
    'video/mp4': 'mov',
    'video/quicktime': 'mov',
    'video/webm': 'matroska',
    'audio/mp4': 'mov',
    'audio/mpeg': 'mp3',
    'audio/ogg': 'ogg',
    'audio/wav': 'wav',
    'audio/flac': 'flac',
    'image/gif': 'gif',
};

/** Where there is no compiled program, less is asked of it. */
const ENCODERS = {
    host: ['-preset', 'veryfast', '-crf', '23'],
    wasm: ['-preset', 'ultrafast', '-crf', '26'],
} as const;

/** Seconds between two frames that a player may begin with. */
const KEY_SECONDS = 3;

/** Makes what every player plays, H.264 with AAC or MP3, of parts that are not so yet. Rejects where it fails. */
export async function transcode(
    engine: Engine,
    { path, mimeType }: { path: string; mimeType: string },
    { facts, plan }: { facts: Facts; plan: Plan },
    to: string,
    onProgress: (share: number) => void,
): Promise<void> {
    await engine.run({
        input: path,
        demuxer: DEMUXERS[mimeType] ?? '',
        // A container may promise little and hold much.
        before: ['-t', String(Math.ceil(facts.seconds) + 1)],
        after: [
            ...(facts.picture ? pictureOptions(engine, facts.picture, plan) : ['-vn']),
            ...(facts.sound ? soundOptions(facts.sound, plan) : ['-an']),
            ...(plan.extension === 'mp4' ? ['-movflags', '+faststart', '-f', 'mp4'] : ['-f', 'mp3']),
        ],
        output: to,
        onSeconds: (seconds) => onProgress(Math.min(1, seconds / facts.seconds)),
    });
}

function pictureOptions(engine: Engine, picture: NonNullable<Facts['picture']>, { picture: wanted }: Plan) {
    const chosen = ['-map', '0:V:0', '-frames:v', String(FILM_LIMITS.frames)];
    if (wanted === 'keep') return [...chosen, '-c:v', 'copy'];
    const { width, height } = evenSize(picture, LONGEST_SIDE[engine.kind]);
    return [
        ...chosen,
        // Frames come when they did: where the rate varies it goes on to.
        ...[
            '-fps_mode',
            'vfr',
            '-enc_time_base',
            '-1',
            '-vf',
            `scale=${width}:${height},setsar=1,format=yuv420p`,
        ],
        ...['-c:v', 'libx264', '-profile:v', 'high', ...ENCODERS[engine.kind]],
        ...['-maxrate', '6M', '-bufsize', '12M'],
        ...['-force_key_frames', `expr:gte(t,n_forced*${KEY_SECONDS})`],
    ];
}

function soundOptions(sound: NonNullable<Facts['sound']>, { sound: wanted, extension }: Plan) {
    const chosen = ['-map', '0:a:0'];
    if (wanted === 'keep') return [...chosen, '-c:a', 'copy'];
    const channels = sound.channels > 2 ? ['-ac', '2'] : [];
    return extension === 'mp3'
        ? [...chosen, ...channels, '-c:a', 'libmp3lame', '-q:a', '2', '-id3v2_version', '0']
        : [...chosen, ...channels, '-c:a', 'aac', '-b:a', '128k', '-ar', '48000'];
}
