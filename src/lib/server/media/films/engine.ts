/** What one run of ffmpeg reads and writes. */
export interface Run {
    input: string;
    /** The only reader that looks at the input, by ffmpeg's name. */
    demuxer: string;
    /** Options before the input, and after it. */
    before?: readonly string[];
    after: readonly string[];
    output: string;
    /** Seconds of the output that are done. */
    onSeconds?: (seconds: number) => void;
}

/** An ffmpeg, whichever it is. */
export interface Engine {
    kind: 'host' | 'wasm';
    /** Rejects where it fails. */
    run(run: Run): Promise<void>;
}

/** Every decoder that is let near a stranger's bytes; ffmpeg has five hundred. */
const DECODERS = [
    ...[
        'h264',
        'hevc',
        'vp8',
        'libvpx',
        'vp9',
        'libvpx-vp9',
        'av1',
        'libdav1d',
        'libaom-av1',
        'mpeg4',
        'h263',
    ],
    ...['mjpeg', 'prores', 'gif', 'aac', 'mp3', 'mp3float', 'vorbis', 'libvorbis', 'opus', 'libopus', 'flac'],
    ...['alac', 'ac3', 'eac3', 'pcm_u8', 'pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le'],
    ...['pcm_s32be', 'pcm_f32le', 'pcm_f32be', 'pcm_f64le', 'pcm_mulaw', 'pcm_alaw'],
];

/** More than any frame within the limits needs, rounded up as decoders do. */
const MOST_PIXELS = 4_096 * 2_304;
const MOST_ALLOCATED = 512 * 1024 * 1024;

/** What every run says: one reader, one way to files, known decoders, bounded frames. */
export function argumentsOf({ demuxer, before = [], after }: Run, input: string, output: string): string[] {
    return [
        ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-y', '-max_alloc', String(MOST_ALLOCATED)],
        ...['-protocol_whitelist', 'file', '-format_whitelist', demuxer],
        ...['-codec_whitelist', DECODERS.join(','), '-max_pixels', String(MOST_PIXELS)],
        ...(demuxer === 'mov' ? ['-enable_drefs', '0', '-use_absolute_path', '0'] : []),
        ...['-f', demuxer, ...before, '-i', input],
        ...[...after, '-map_metadata', '-1', '-map_chapters', '-1', '-dn', '-sn', '-fflags', '+bitexact'],
        output,
    ];
}
