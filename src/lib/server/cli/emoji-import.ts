import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { addEmoji } from '../domain/emoji';
import { AtollError } from '../errors';
import { textOf, UsageError, wordAt, type Command } from './command';

const PICTURE = /\.(png|gif|webp)$/i;

/** A file that cannot be one is named, and keeps no other from becoming one. */
export const emojiImport: Command = {
    name: 'emoji import',
    about: 'Makes an emoji of every PNG, GIF and WebP in a folder, each by the name of its file.',
    words: ['FOLDER'],
    options: { category: { type: 'string', value: 'C', about: 'Under which heading apps offer them.' } },
    async run(call) {
        const folder = wordAt(call, 0);
        const files = (await namesIn(folder)).filter((name) => PICTURE.test(name)).sort();
        const db = await call.database();
        const added: string[] = [];
        const refused: { file: string; reason: string }[] = [];
        for (const file of files) {
            const shortcode = file.slice(0, -extname(file).length).replace(/[^A-Za-z0-9_]+/g, '_');
            try {
                const picture = await readFile(join(folder, file));
                await addEmoji(db, { shortcode, picture, category: textOf(call, 'category') });
                added.push(shortcode);
            } catch (error) {
                if (!(error instanceof AtollError)) throw error;
                refused.push({ file, reason: error.message });
            }
        }
        return {
            lines: [
                `Added ${added.length} emoji${added.length > 0 ? `: ${added.join(', ')}` : ''}.`,
                ...refused.map(({ file, reason }) => `${file}: ${reason}`),
            ],
            data: { added, refused },
            failed: refused.length > 0,
        };
    },
};

function namesIn(folder: string): Promise<string[]> {
    return readdir(folder).catch(() => {
        throw new UsageError(`There is no folder ${folder} that can be read.`);
    });
}
