/** What Exif says that matters to people: how the picture is to be turned (1 to 8), and what they wrote about it. */
export interface Exif {
    orientation: number;
    description: string;
}

const DESCRIPTION = 0x010e;
const ORIENTATION = 0x0112;
const TEXT = 2;

/** Reads the first directory of an Exif block (CIPA DC-008, which is a TIFF file). What cannot be read says nothing. */
export function readExif(block: Uint8Array<ArrayBuffer>): Exif {
    const found: Exif = { orientation: 1, description: '' };
    try {
        // Some programs put the name of the block before it in PNG and WebP too.
        const from = block[0] === 0x45 ? 6 : 0;
        const view = new DataView(block.buffer, block.byteOffset + from, block.byteLength - from);
        const little = view.getUint16(0) === 0x4949;
        const directory = view.getUint32(4, little);
        const count = Math.min(view.getUint16(directory, little), 256);
        for (let index = 0; index < count; index++) {
            const entry = directory + 2 + index * 12;
            const tag = view.getUint16(entry, little);
            if (tag === ORIENTATION) found.orientation = view.getUint16(entry + 8, little);
            if (tag === DESCRIPTION && view.getUint16(entry + 2, little) === TEXT)
                found.description = textAt(view, entry, little);
        }
    } catch {
        // It ends early.
    }
    if (found.orientation < 1 || found.orientation > 8) found.orientation = 1;
    return found;
}

function textAt(view: DataView, entry: number, little: boolean): string {
    const length = view.getUint32(entry + 4, little);
    const at = length > 4 ? view.getUint32(entry + 8, little) : entry + 8;
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length);
    // It should be ASCII; what people type is UTF-8.
    return new TextDecoder().decode(bytes).replace(/\0.*$/s, '');
}

/** An Exif block that says how a picture is to be turned, and nothing else. */
export function exifOfOrientation(orientation: number): Uint8Array<ArrayBuffer> {
    const block = new Uint8Array(26);
    const view = new DataView(block.buffer);
    view.setUint32(0, 0x4d4d002a);
    view.setUint32(4, 8);
    view.setUint16(8, 1);
    view.setUint16(10, ORIENTATION);
    view.setUint16(12, 3);
    view.setUint32(14, 1);
    view.setUint16(18, orientation);
    return block;
}
