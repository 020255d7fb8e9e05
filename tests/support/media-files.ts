/** Small files of our own, and what becomes of them when somebody means ill. */
import { readFileSync } from 'node:fs';
import {
    BufferSource,
    BufferTarget,
    EncodedPacketSink,
    EncodedVideoPacketSource,
    Input,
    MP4,
    Mp4OutputFormat,
    Output,
    type EncodedPacket,
    type Rotation,
} from 'mediabunny';

const FOLDER = new URL('../fixtures/media/', import.meta.url);

/** A file of tests/fixtures/media. */
export function mediaFile(name: string): Buffer {
    return readFileSync(new URL(name, FOLDER));
}

interface Wishes {
    rotation?: Rotation;
    /** When each frame is shown, in seconds. */
    at?: (index: number) => number;
    /** How often the picture is there. */
    tracks?: number;
    /** Whose frames these are: an MP4 of ours. */
    from?: string;
}

/** The frames of silent.mp4, or of another, in an MP4 that tells other things of them. */
export async function aFilm({ rotation, at, tracks = 1, from = 'silent.mp4' }: Wishes): Promise<Buffer> {
    using input = new Input({ source: new BufferSource(mediaFile(from)), formats: [MP4] });
    const given = await input.getPrimaryVideoTrack();
    if (!given) throw new Error(`${from} has no picture`);
    const decoderConfig = (await given.getDecoderConfig()) ?? undefined;
    const packets: EncodedPacket[] = [];
    for await (const packet of new EncodedPacketSink(given).packets()) packets.push(packet);
    const times = packets.map(({ timestamp }) => timestamp).sort((one, other) => one - other);
    const output = new Output({ format: new Mp4OutputFormat(), target: new BufferTarget() });
    const sources = Array.from({ length: tracks }, () => new EncodedVideoPacketSource('avc'));
    for (const source of sources) output.addVideoTrack(source, { rotation });
    await output.start();
    for (const packet of packets) {
        const index = times.indexOf(packet.timestamp);
        const timestamp = at ? at(index) : packet.timestamp;
        const duration = at ? at(index + 1) - timestamp : packet.duration;
        for (const source of sources)
            await source.add(packet.clone({ timestamp, duration }), { decoderConfig });
    }
    await output.finalize();
    return Buffer.from(output.target.buffer ?? new ArrayBuffer(0));
}

/** An ISO base media box (ISO 14496-12, 4.2). */
export function box(type: string, ...content: (Buffer | string)[]): Buffer {
    const body = Buffer.concat(
        content.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
    );
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
}

/**
 * The file with the content of the first box at `path`, such as `['moov', 'trak', 'tkhd']`, made anew. What moves with it
 * must not be pointed to: the index has to stand behind the data.
 */
export function withBox(file: Buffer, path: readonly string[], remake: (content: Buffer) => Buffer): Buffer {
    const [type = '', ...deeper] = path;
    for (let at = 0; at + 8 <= file.length; at += Math.max(8, file.readUInt32BE(at))) {
        if (file.toString('latin1', at + 4, at + 8) !== type) continue;
        const end = at + file.readUInt32BE(at);
        const content = file.subarray(at + 8, end);
        // The references to data begin after a version and a number.
        const lead = type === 'dref' ? content.subarray(0, 8) : content.subarray(0, 0);
        const inner = content.subarray(lead.length);
        const made = deeper.length > 0 ? withBox(inner, deeper, remake) : remake(inner);
        return Buffer.concat([file.subarray(0, at), box(type, lead, made), file.subarray(end)]);
    }
    throw new Error(`There is no ${type}`);
}
