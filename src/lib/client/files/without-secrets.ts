import { exifOfOrientation, readExif } from './exif';
import type { PicturePart, PictureType } from './picture-parts';

/** The flags of a WebP file that say it holds Exif and XMP. */
const WEBP_FLAGS = 0x0c;

/**
 * The same picture without what the camera and its programs knew: place, time, owner, serial numbers. Not one pixel is
 * touched, and it is still turned the right way.
 */
export function withoutSecrets(
    file: File,
    parts: readonly PicturePart[],
    bytes: Uint8Array<ArrayBuffer>,
    type: PictureType,
): File {
    if (!parts.some(({ holds }) => holds !== null)) return file;
    const exif = parts.find(({ holds }) => holds === 'exif');
    const orientation = exif ? readExif(exif.body).orientation : 1;
    const kept = parts
        .filter(({ holds }) => holds === null)
        .map(({ start, end }) => bytes.subarray(start, end));
    const [head, ...rest] = kept;
    const pieces = head === undefined ? [] : [head, ...turned(type, orientation), ...rest];
    if (type === 'image/webp') return new File(asWebp(pieces), file.name, { type: file.type });
    return new File(pieces, file.name, { type: file.type });
}

/** What tells JPEG how it is to be turned. Of the others hardly any program expects it. */
function turned(type: PictureType, orientation: number): Uint8Array<ArrayBuffer>[] {
    if (type !== 'image/jpeg' || orientation === 1) return [];
    const body = exifOfOrientation(orientation);
    const length = 2 + 6 + body.length;
    const segment = new Uint8Array(2 + length);
    segment.set([0xff, 0xe1, length >> 8, length & 0xff, 0x45, 0x78, 0x69, 0x66, 0, 0]);
    segment.set(body, 10);
    return [segment];
}

/** A file's head says how long the file is, and what it holds. */
function asWebp(pieces: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer>[] {
    const [head, ...chunks] = pieces.map((piece) => piece.slice());
    if (!head) return [];
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 4);
    new DataView(head.buffer).setUint32(4, length, true);
    for (const chunk of chunks)
        if (chunk[0] === 0x56 && chunk[3] === 0x58) chunk[8] = (chunk[8] ?? 0) & ~WEBP_FLAGS;
    return [head, ...chunks];
}
