/** Emoji as they come in a ZIP: Misskey's, which says what they are in a meta.json, or plain pictures. */
import type { Readable } from 'node:stream';
import * as valibot from 'valibot';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { Unprocessable } from '../../errors';
import type { ImportedFile } from './import-emojis';
import { MOST_EMOJI_BYTES } from './picture';

/** The most bytes of a ZIP that is read. */
export const MOST_ZIP_BYTES = 64_000_000;
const MOST_ENTRIES = 10_000;
const MOST_INFLATED = 512_000_000;
const MOST_META_BYTES = 8_000_000;
/** Pictures are compressed already: what grows more than this is no picture. */
const MOST_GROWTH = 100;

const UNREADABLE = 'This is no ZIP that can be read';
const PICTURE = /\.(?:a?png|gif|webp|avif|jpe?g)$/i;
/** What systems put beside the files one wanted to pack. */
const CLUTTER = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/;

/**
 * The pictures in a ZIP: each by the name its meta.json gives it, or that of its file. Nothing is written anywhere, what
 * is unpacked is counted while it is, and a ZIP with names that lead out of it is refused whole.
 * @throws Unprocessable for what is no ZIP, and for one that is too large or grows too much.
 */
export async function readEmojiZip(zip: Buffer): Promise<ImportedFile[]> {
    const opened = await open(zip);
    const entries = await listEntries(opened);
    const meta = entries.find(({ fileName }) => /^(?:[^/]+\/)?meta\.json$/.test(fileName));
    const told = meta ? readMeta(await inflate(opened, meta, MOST_META_BYTES)) : new Map<string, Told>();
    return entries
        .filter(({ fileName }) => PICTURE.test(fileName))
        .map((entry) => {
            const file = entry.fileName.split('/').at(-1) ?? '';
            return {
                file,
                shortcode: shortcodeOf(file),
                ...told.get(file),
                read: () => inflate(opened, entry, MOST_EMOJI_BYTES),
            };
        });
}

/** The name a file gives its emoji: `blob-cat.png` is blob_cat. */
export function shortcodeOf(file: string): string {
    return file.replace(/\.[^.]*$/, '').replace(/[^A-Za-z0-9_]+/g, '_');
}

/** Whether a file of this name may be the picture of an emoji. */
export function isPictureName(file: string): boolean {
    return PICTURE.test(file);
}

function open(zip: Buffer): Promise<ZipFile> {
    if (zip.length > MOST_ZIP_BYTES)
        throw new Unprocessable(`A ZIP with emoji has at most ${MOST_ZIP_BYTES / 1_000_000} MB`);
    return fromBufferPromise(zip, { lazyEntries: true, strictFileNames: true }).catch(() => {
        throw new Unprocessable(UNREADABLE);
    });
}

async function listEntries(zip: ZipFile): Promise<Entry[]> {
    if (zip.entryCount > MOST_ENTRIES)
        throw new Unprocessable(`A ZIP with emoji has at most ${MOST_ENTRIES} files`);
    const entries: Entry[] = [];
    let inflated = 0;
    try {
        for await (const entry of zip.eachEntry()) {
            if (entry.fileName.endsWith('/') || CLUTTER.test(entry.fileName)) continue;
            inflated += entry.uncompressedSize;
            if (inflated > MOST_INFLATED)
                throw new Unprocessable(`A ZIP with emoji holds at most ${MOST_INFLATED / 1_000_000} MB`);
            entries.push(entry);
        }
    } catch (error) {
        throw error instanceof Unprocessable ? error : new Unprocessable(UNREADABLE);
    }
    return entries;
}

/** A file's bytes, no more than it says it has and no more than `most`. */
async function inflate(zip: ZipFile, entry: Entry, most: number): Promise<Buffer> {
    if (entry.uncompressedSize > most) throw new Unprocessable(`The file is larger than ${most / 1_000} kB`);
    if (entry.uncompressedSize > entry.compressedSize * MOST_GROWTH)
        throw new Unprocessable('The file grows too much when it is unpacked');
    try {
        const stream: Readable = await zip.openReadStreamPromise(entry);
        const parts: Buffer[] = [];
        for await (const part of stream) parts.push(part as Buffer);
        return Buffer.concat(parts);
    } catch {
        throw new Unprocessable(UNREADABLE);
    }
}

/** What a meta.json says of one file. */
type Told = Pick<ImportedFile, 'shortcode' | 'category' | 'aliases'>;

const META = valibot.object({
    emojis: valibot.array(
        valibot.object({
            fileName: valibot.string(),
            emoji: valibot.object({
                name: valibot.string(),
                category: valibot.nullish(valibot.string()),
                aliases: valibot.nullish(valibot.array(valibot.string())),
            }),
        }),
    ),
});

/** By the names of files. What is no such list says nothing. */
function readMeta(bytes: Buffer): Map<string, Told> {
    const read = valibot.safeParse(
        valibot.pipe(valibot.string(), valibot.parseJson(), META),
        bytes.toString(),
    );
    if (!read.success) throw new Unprocessable('The meta.json in this ZIP is not a list of emoji');
    return new Map(
        read.output.emojis.map(({ fileName, emoji: { name, category, aliases } }) => [
            fileName,
            {
                shortcode: name,
                category,
                aliases: aliases?.filter(({ length }) => length > 0 && length <= 64).slice(0, 32),
            },
        ]),
    );
}
