import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { exportEmojis } from '../domain/emoji';
import { wordAt, type Command } from './command';

/** What `emoji import` takes in again, here or elsewhere. */
export const emojiExport: Command = {
    name: 'emoji export',
    about: 'Writes all emoji of the community into a new ZIP, which Misskey takes in too.',
    words: ['FILE.zip'],
    async run(call) {
        const path = wordAt(call, 0);
        const zip = await exportEmojis(await call.database());
        await pipeline(Readable.fromWeb(zip as ReadableStream), createWriteStream(path, { flags: 'wx' }));
        return { lines: [`The emoji are in ${path}.`], data: { path } };
    },
};
