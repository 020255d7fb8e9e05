import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readExif } from './exif';
import { partsOfPicture, type PictureType } from './picture-parts';
import { wordsIn } from './picture-words';
import { readyPicture } from './ready-picture';

const usual = { limit: 16_000_000, savesData: false };
const GPS = { GPSLatitude: '36/1 7/1 3/1', GPSLatitudeRef: 'S' };
const xmp = (inside: string) =>
    `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">${inside}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
const inXmp = (name: string, ...items: string[]) => `<${name}><rdf:Alt>${items.join('')}</rdf:Alt></${name}>`;

async function picture(type: PictureType, exif: Record<string, string>, xml?: string) {
    const made = sharp({ create: { width: 30, height: 20, channels: 3, background: 'teal' } })
        .toFormat(type.slice('image/'.length) as 'jpeg' | 'png' | 'webp')
        .withExif({ IFD0: exif, IFD3: GPS });
    const bytes = await (xml ? made.withXmp(xml) : made).toBuffer();
    return new File([new Uint8Array(bytes)], 'sea', { type });
}
const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());
const partsIn = async (file: File) => partsOfPicture(await bytesOf(file), file.type as PictureType) ?? [];

describe.each<PictureType>(['image/jpeg', 'image/png', 'image/webp'])('%s', (type) => {
    test('leaves the device without its place, and shows the very same picture', async () => {
        const taken = await picture(type, { Artist: 'Ana', Copyright: 'Ana' });
        expect((await partsIn(taken)).some(({ holds }) => holds === 'exif')).toBe(true);
        const { file } = await readyPicture(taken, usual);
        expect(file.size).toBeLessThan(taken.size);
        const { exif, xmp: said, width } = await sharp(await bytesOf(file)).metadata();
        expect([exif, said, width]).toEqual([undefined, undefined, 30]);
        const pixels = async (of: File) =>
            sharp(await bytesOf(of))
                .raw()
                .toBuffer();
        expect(await pixels(file)).toEqual(await pixels(taken));
    });

    test('brings the description that somebody wrote', async () => {
        const { description } = await readyPicture(
            await picture(type, { ImageDescription: 'A reef' }),
            usual,
        );
        expect(description).toBe('A reef');
    });
});

test('a photograph is still turned the right way, and says nothing else', async () => {
    const taken = await sharp(await bytesOf(await picture('image/jpeg', { Artist: 'Ana' })))
        .keepExif()
        .withMetadata({ orientation: 6 })
        .toBuffer();
    const photograph = new File([new Uint8Array(taken)], 'sea', { type: 'image/jpeg' });
    const { file } = await readyPicture(photograph, usual);
    const exif = (await partsIn(file)).find(({ holds }) => holds === 'exif');
    expect(exif && readExif(exif.body)).toEqual({ orientation: 6, description: '' });
    expect(exif?.body.length).toBe(26);
    expect((await sharp(await bytesOf(file)).metadata()).orientation).toBe(6);
});

test('the film that some cameras put behind a photograph stays on the device', async () => {
    const photograph = await bytesOf(await picture('image/jpeg', {}));
    const film = new Uint8Array(5000).fill(7);
    const { file } = await readyPicture(new File([photograph, film], 'sea', { type: 'image/jpeg' }), usual);
    expect(file.size).toBeLessThan(photograph.length);
    expect((await sharp(await bytesOf(file)).metadata()).width).toBe(30);
});

test('an alternative text comes before a caption, in the usual language, and cameras say nothing', async () => {
    const says = async (exif: string, ...inside: string[]) =>
        wordsIn(await partsIn(await picture('image/jpeg', { ImageDescription: exif }, xmp(inside.join('')))));
    const dutch = '<rdf:li xml:lang="nl">Een rif</rdf:li>';
    const usually = '<rdf:li xml:lang="x-default">A reef &amp; its fish &#x1F420;</rdf:li>';
    const alternative = inXmp('Iptc4xmpCore:AltTextAccessibility', dutch, usually);
    const caption = inXmp('dc:description', '<rdf:li xml:lang="x-default">Caption</rdf:li>');
    expect(await says('Exif', caption, alternative)).toBe('A reef & its fish 🐠');
    expect(await says('Exif', caption)).toBe('Caption');
    expect(await says('Exif')).toBe('Exif');
    expect(await says('OLYMPUS DIGITAL CAMERA')).toBe('');
});

test('what is broken or of another kind is left as it is', async () => {
    const whole = await bytesOf(await picture('image/jpeg', { Artist: 'Ana' }));
    for (const [bytes, type] of [
        [whole.slice(0, 40), 'image/jpeg'],
        [whole, 'image/png'],
        [whole.slice(4), 'image/webp'],
        [new Uint8Array(), 'image/jpeg'],
        [whole, 'image/gif'],
    ] as const) {
        const file = new File([bytes], 'sea', { type });
        expect(await readyPicture(file, usual)).toEqual({ file, description: '' });
    }
});
