/** The pictures a browser may be given, by their first bytes; never by what somebody calls them. SVG is a program. */
const KINDS: readonly { type: string; matches: (bytes: Buffer) => boolean }[] = [
    { type: 'image/jpeg', matches: (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
    {
        type: 'image/png',
        matches: (bytes) => bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n',
    },
    { type: 'image/gif', matches: (bytes) => /^GIF8[79]a/.test(bytes.subarray(0, 6).toString('latin1')) },
    {
        type: 'image/webp',
        matches: (bytes) => /^RIFF[^]{4}WEBP/.test(bytes.subarray(0, 12).toString('latin1')),
    },
    {
        type: 'image/avif',
        matches: (bytes) => /^[^]{4}ftypavi[fs]/.test(bytes.subarray(0, 12).toString('latin1')),
    },
];

/** Every type that is read. */
export const PICTURE_TYPES: readonly string[] = KINDS.map(({ type }) => type);

/** What kind of picture these bytes are; undefined where they are none that is shown. */
export function pictureType(bytes: Buffer): string | undefined {
    return KINDS.find(({ matches }) => matches(bytes))?.type;
}
