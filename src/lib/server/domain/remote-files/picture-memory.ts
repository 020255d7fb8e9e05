import { LRUCache } from 'lru-cache';
import type { RemoteFile } from './remote-file';

/** All pictures kept in memory together, in bytes: those just looked at, most of which are small. */
const KEPT_BYTES = 48_000_000;
/** Larger ones would push out too many others. */
const LARGEST_KEPT = 4_000_000;

interface Picture {
    mimeType: string;
    content: Buffer;
}

const pictures = new LRUCache<string, Picture>({
    maxSize: KEPT_BYTES,
    maxEntrySize: LARGEST_KEPT,
    sizeCalculation: ({ content }) => content.length + 1,
});

/** Keeps a picture for whoever looks at it next. */
export function keepInMemory(url: string, picture: Picture): void {
    pictures.set(url, picture);
}

/** A picture that was looked at lately. */
export function pictureInMemory(url: string): RemoteFile | undefined {
    const picture = pictures.get(url);
    return picture && heldFile(picture);
}

/** Forgets all of them, or these; what was kept is asked of the disk, or of its server, from then on. */
export function forgetMemory(urls?: readonly string[]): void {
    if (!urls) pictures.clear();
    for (const url of urls ?? []) pictures.delete(url);
}

/** A file whose bytes are at hand. */
export function heldFile({ mimeType, content }: Picture): RemoteFile {
    return {
        mimeType,
        bytes: content.length,
        read: ({ start, end } = { start: 0, end: content.length - 1 }) =>
            new ReadableStream({
                start(controller) {
                    controller.enqueue(content.subarray(start, end + 1));
                    controller.close();
                },
            }),
        close() {},
    };
}
