import { readExif } from './exif';
import type { PicturePart } from './picture-parts';

/** What cameras and editors write of their own accord. */
const NOBODYS_WORDS =
    /^(?:olympus|sony dsc|dcim|dji|minolta|kodak|samsung|maker:|screenshot$|untitled|default|charset|created with|ocr|img_?\d|dsc_?\d)|digital camera$/i;

/** An alternative text comes before a caption: it is made for the same purpose. */
const XMP_NAMES = [
    'Iptc4xmpCore:AltTextAccessibility',
    'dc:description',
    'Iptc4xmpCore:ExtDescrAccessibility',
];

/**
 * What somebody said about a picture, in the program they keep their pictures in: as alternative text, description or
 * caption (XMP, IPTC, Exif). Empty where nobody said anything.
 */
export function wordsIn(parts: readonly PicturePart[]): string {
    const of = (kind: PicturePart['holds']) => parts.find(({ holds }) => holds === kind)?.body;
    const [xmp, iptc, exif] = [of('xmp'), of('iptc'), of('exif')];
    const xml = xmp ? new TextDecoder().decode(xmp) : '';
    const said = [
        ...XMP_NAMES.map((name) => propertyOf(xml, name)),
        iptc ? captionOf(iptc) : '',
        exif ? readExif(exif).description : '',
    ];
    const words = said.map((text) => text.trim()).find((text) => text !== '' && !NOBODYS_WORDS.test(text));
    return words ?? '';
}

/** A property of XMP as an element, in its default language, or as an attribute. */
function propertyOf(xml: string, name: string): string {
    const element = new RegExp(`<${name}[^>]*>([\\s\\S]{0,20000}?)</${name}>`).exec(xml)?.[1];
    if (element === undefined) return unescaped(new RegExp(`\\s${name}="([^"]*)"`).exec(xml)?.[1] ?? '');
    const items = [...element.matchAll(/<rdf:li([^>]*)>([^<]*)<\/rdf:li>/g)];
    const usual = items.find(([, attributes]) => attributes?.includes('x-default')) ?? items[0];
    return unescaped(usual?.[2] ?? (element.includes('<') ? '' : element));
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
    return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
        const code = hex ? parseInt(hex, 16) : decimal ? Number(decimal) : 0;
        if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
        return ENTITIES[name] ?? whole;
    });
}

/** The caption (2:120) among IPTC's records, which stand in a resource of Photoshop's. IPTC-NAA IIM 4. */
function captionOf(block: Uint8Array): string {
    for (let at = 0; at + 5 <= block.length; at++) {
        if (block[at] !== 0x1c || block[at + 1] !== 2 || block[at + 2] !== 120) continue;
        const length = ((block[at + 3] ?? 0) << 8) | (block[at + 4] ?? 0);
        return new TextDecoder().decode(block.subarray(at + 5, at + 5 + length));
    }
    return '';
}
