import { HEAD_BYTES } from '../storage';

/** What somebody sent, as its first bytes say. */
export interface FileType {
    kind: 'image' | 'film';
    /** What the type is called; a name somebody gave it counts for nothing. */
    mimeType: string;
    /** Without a dot, for the name under which it waits to be worked on. */
    extension: string;
}

/**
 * What kind of file begins with these bytes; undefined where it is none that is read here. Whatever makes a player look
 * for other files (playlists, lists of parts, sessions, manifests) is none.
 */
export function fileType(head: Uint8Array): FileType | undefined {
    const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, HEAD_BYTES));
    const text = (from: number, to: number) => bytes.toString('latin1', from, to);
    if (text(0, 3) === '\xff\xd8\xff') return image('jpeg', 'jpg');
    if (text(0, 8) === '\x89PNG\r\n\x1a\n') return image('png');
    if (/^GIF8[79]a/.test(text(0, 6))) return image('gif');
    if (text(0, 4) === 'RIFF') return riffTypes[text(8, 12)];
    if (text(4, 8) === 'ftyp') return brandedType(brandsOf(bytes));
    if (text(0, 4) === '\x1a\x45\xdf\xa3')
        return documentTypeOf(bytes) === 'webm' ? film('video/webm') : undefined;
    if (text(0, 4) === 'OggS')
        return /^(OpusHead|\x01vorbis)/.test(firstPacketOf(bytes)) ? film('audio/ogg') : undefined;
    if (text(0, 4) === 'fLaC') return film('audio/flac');
    if (text(0, 3) === 'ID3' || isMpegSound(bytes)) return film('audio/mpeg', 'mp3');
    return undefined;
}

/** Every type of picture, film and sound that is read; some go by several names. */
export const FILM_TYPES: readonly string[] = [
    'video/mp4',
    'video/x-m4v',
    'video/quicktime',
    'video/webm',
    'audio/mpeg',
    'audio/mp3',
    'audio/ogg',
    'audio/opus',
    'audio/mp4',
    'audio/m4a',
    'audio/x-m4a',
    'audio/wav',
    'audio/x-wav',
    'audio/flac',
    'audio/x-flac',
    'audio/webm',
];

const image = (name: string, extension = name): FileType => ({
    kind: 'image',
    mimeType: `image/${name}`,
    extension,
});

const film = (mimeType: string, extension = mimeType.replace(/^.*\//, '')): FileType => ({
    kind: 'film',
    mimeType,
    extension,
});

const riffTypes: Record<string, FileType> = { WEBP: image('webp'), WAVE: film('audio/wav') };

/** The brands of an ISO base media file (ISO 14496-12, 4.3), the first of which is its own. */
function brandsOf(bytes: Buffer): string[] {
    const end = Math.min(bytes.length, bytes.length < 4 ? 0 : bytes.readUInt32BE(0));
    const brands = [bytes.toString('latin1', 8, 12)];
    for (let at = 16; at + 4 <= end; at += 4) brands.push(bytes.toString('latin1', at, at + 4));
    return brands;
}

const FILM_BRANDS =
    /^(iso[m2-9a-c]|mp4[12]|avc1|M4V[ HP]|MSNV|NDSC|NDX[CHPS]|mmp4|3g[gp][4-9es]|dash|cmfc|XAVC|f4v )$/;

/** The brand of its own decides; where that is not known, those it says to be compatible with. */
function brandedType(brands: string[]): FileType | undefined {
    for (const brand of brands) {
        if (/^avi[fs]$/.test(brand)) return image('avif');
        if (/^(hei[cmsx]|hev[cmsx])$/.test(brand)) return image('heic');
        if (brand === 'qt  ') return film('video/quicktime', 'mov');
        if (/^M4[AB] $/.test(brand)) return film('audio/mp4', 'm4a');
        if (FILM_BRANDS.test(brand)) return film('video/mp4');
    }
    return undefined;
}

/** The DocType of an EBML header (RFC 8794, 11.2.5): `webm`, or `matroska` which may hold anything. */
function documentTypeOf(bytes: Buffer): string {
    const at = bytes.indexOf(Buffer.from([0x42, 0x82]));
    const size = (bytes[at + 2] ?? 0) & 0x7f;
    return at < 0 || at > 64 ? '' : bytes.toString('latin1', at + 3, at + 3 + size);
}

/** How the first packet of the first page of an Ogg file begins (RFC 3533, 6). */
function firstPacketOf(bytes: Buffer): string {
    const start = 27 + (bytes[26] ?? 0);
    return bytes.toString('latin1', start, start + 8);
}

/** Whether a frame of MPEG sound, layer III, begins here: version, bit rate and sampling rate are none that is reserved. */
function isMpegSound(bytes: Buffer): boolean {
    const [first = 0, second = 0, third = 0] = bytes;
    return (
        first === 0xff &&
        (second & 0xe6) === 0xe2 &&
        (second & 0x18) !== 0x08 &&
        third >> 4 !== 0x0f &&
        (third & 0x0c) !== 0x0c
    );
}
