/** Draws the pictures of the app from its mark: `node scripts/icons.ts`, after a change of the mark. */
import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';

const mark = await readFile('static/icons/atoll.svg', 'utf8');
const inner = mark.slice(mark.indexOf('>') + 1, mark.lastIndexOf('</svg>'));
const picture = (body: string, width = 512, height = 512) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${body}</svg>`;

/** The mark on a rounded square, for places that show an icon as it is. */
const rounded = picture(
    `<clipPath id="corners"><rect width="512" height="512" rx="112"/></clipPath><g clip-path="url(#corners)">${inner}</g>`,
);

const png = (svg: string, size: number) =>
    sharp(Buffer.from(svg), { density: 300 })
        .resize(size, size)
        .png({ compressionLevel: 9, palette: true, quality: 95 });

await png(rounded, 192).toFile('static/icons/icon-192.png');
await png(rounded, 512).toFile('static/icons/icon-512.png');
// The sea reaches the edges and the island stays within the inner four fifths that every mask keeps.
await png(mark, 192).toFile('static/icons/maskable-192.png');
await png(mark, 512).toFile('static/icons/maskable-512.png');
await png(mark, 180).toFile('static/icons/apple-touch-icon.png');
await png(rounded, 48).toFile('static/favicon.png');
await writeFile('static/favicon.svg', rounded);
await png(await readFile('static/icons/monochrome.svg', 'utf8'), 512).toFile(
    'static/icons/monochrome-512.png',
);
