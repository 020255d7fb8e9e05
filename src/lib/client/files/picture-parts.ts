/** A stretch of a picture's file, and what it holds where that says something about the picture. */
export interface PicturePart {
    start: number;
    end: number;
    /** `exif`: what the camera knew; `xmp` and `iptc`: what people wrote; `private`: other things that nobody sees. */
    holds: 'exif' | 'xmp' | 'iptc' | 'private' | null;
    /** The bytes of what it holds, without their envelope. */
    body: Uint8Array<ArrayBuffer>;
}

export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp';

const ASCII = new TextDecoder('latin1');
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const MORE_XMP = 'http://ns.adobe.com/xmp/extension/\0';
const PHOTOSHOP = 'Photoshop 3.0\0';
const EXIF = 'Exif\0\0';
const PNG_XMP = 'XML:com.adobe.xmp';

/**
 * The parts of a picture's file, in their order and without gaps; null for what is not of that type or is broken, and is
 * to be left as it is. Nothing is decoded: it takes a moment however large the picture is.
 */
export function partsOfPicture(bytes: Uint8Array<ArrayBuffer>, type: PictureType): PicturePart[] | null {
    try {
        if (type === 'image/jpeg') return partsOfJpeg(bytes);
        return type === 'image/png' ? partsOfPng(bytes) : partsOfWebp(bytes);
    } catch {
        // It ends in the middle of a part.
        return null;
    }
}

/** ITU T.81, annex B: segments up to the start of the scan, and what follows it. */
function partsOfJpeg(bytes: Uint8Array<ArrayBuffer>): PicturePart[] | null {
    const view = viewOf(bytes);
    if (view.getUint16(0) !== 0xffd8) return null;
    const parts: PicturePart[] = [{ start: 0, end: 2, holds: null, body: bytes.subarray(0, 2) }];
    for (let at = 2; ;) {
        const marker = view.getUint16(at);
        if (marker < 0xffc0) return null;
        if (marker === 0xffda) return [...parts, ...fromScan(bytes, at)];
        const end = at + 2 + view.getUint16(at + 2);
        if (end > bytes.length) return null;
        parts.push({ start: at, end, ...jpegSegment(marker, bytes.subarray(at + 4, end)) });
        at = end;
    }
}

/** The picture's own data up to its end; behind it some cameras put a film or a second picture. */
function fromScan(bytes: Uint8Array<ArrayBuffer>, start: number): PicturePart[] {
    const end = endOfJpeg(bytes, start);
    const scan = { start, end, holds: null, body: bytes.subarray(start, end) };
    const behind = bytes.subarray(end);
    if (behind.length === 0) return [scan];
    return [scan, { start: end, end: bytes.length, holds: 'private', body: behind }];
}

function endOfJpeg(bytes: Uint8Array<ArrayBuffer>, start: number): number {
    for (let at = bytes.indexOf(0xff, start); at !== -1; at = bytes.indexOf(0xff, at)) {
        const marker = bytes[at + 1] ?? 0;
        if (marker === 0xd9) return at + 2;
        // Within the data of a scan: a stuffed byte, a fill byte, or a place to start anew.
        if (marker === 0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7))
            at += marker === 0xff ? 1 : 2;
        else at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    }
    return bytes.length;
}

function jpegSegment(marker: number, body: Uint8Array<ArrayBuffer>): Pick<PicturePart, 'holds' | 'body'> {
    const after = (name: string) => body.subarray(name.length);
    if (marker === 0xffe1 && startsWith(body, EXIF)) return { holds: 'exif', body: after(EXIF) };
    if (marker === 0xffe1 && startsWith(body, XMP)) return { holds: 'xmp', body: after(XMP) };
    if (marker === 0xffe1 && startsWith(body, MORE_XMP)) return { holds: 'private', body };
    if (marker === 0xffed && startsWith(body, PHOTOSHOP)) return { holds: 'iptc', body: after(PHOTOSHOP) };
    // Comments, and where to find the pictures behind the picture.
    const isPrivate = marker === 0xfffe || (marker === 0xffe2 && startsWith(body, 'MPF\0'));
    return { holds: isPrivate ? 'private' : null, body };
}

/** https://www.w3.org/TR/png-3/#5Chunk-layout */
function partsOfPng(bytes: Uint8Array<ArrayBuffer>): PicturePart[] | null {
    const view = viewOf(bytes);
    if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return null;
    const parts: PicturePart[] = [{ start: 0, end: 8, holds: null, body: bytes.subarray(0, 8) }];
    for (let at = 8; at < bytes.length;) {
        const end = at + 12 + view.getUint32(at);
        if (end > bytes.length) return null;
        const body = bytes.subarray(at + 8, end - 4);
        parts.push({ start: at, end, ...pngChunk(ASCII.decode(bytes.subarray(at + 4, at + 8)), body) });
        at = end;
    }
    return parts;
}

function pngChunk(name: string, body: Uint8Array<ArrayBuffer>): Pick<PicturePart, 'holds' | 'body'> {
    if (name === 'eXIf') return { holds: 'exif', body };
    // Keyword, two bytes of compression (none), language, translated keyword: each ends with a zero.
    if (name === 'iTXt' && startsWith(body, `${PNG_XMP}\0\0\0\0\0`))
        return { holds: 'xmp', body: body.subarray(PNG_XMP.length + 5) };
    return { holds: ['iTXt', 'tEXt', 'zTXt', 'tIME'].includes(name) ? 'private' : null, body };
}

/** https://developers.google.com/speed/webp/docs/riff_container */
function partsOfWebp(bytes: Uint8Array<ArrayBuffer>): PicturePart[] | null {
    const view = viewOf(bytes);
    if (!startsWith(bytes, 'RIFF') || !startsWith(bytes.subarray(8), 'WEBP')) return null;
    const parts: PicturePart[] = [{ start: 0, end: 12, holds: null, body: bytes.subarray(0, 12) }];
    for (let at = 12; at < bytes.length;) {
        const size = view.getUint32(at + 4, true);
        const end = at + 8 + size + (size % 2);
        if (end > bytes.length) return null;
        const body = bytes.subarray(at + 8, at + 8 + size);
        const name = ASCII.decode(bytes.subarray(at, at + 4));
        parts.push({
            start: at,
            end,
            holds: name === 'EXIF' ? 'exif' : name === 'XMP ' ? 'xmp' : null,
            body,
        });
        at = end;
    }
    return parts;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
    return bytes.length >= text.length && ASCII.decode(bytes.subarray(0, text.length)) === text;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): DataView {
    return new DataView(buffer, byteOffset, byteLength);
}
