import { readFile } from 'node:fs/promises';
import { addEmoji } from '../domain/emoji';
import { textOf, UsageError, wordAt, type Command } from './command';

/** Members can write it at once. */
export const emojiAdd: Command = {
    name: 'emoji add',
    about: 'Gives the community an emoji; one of the same shortcode gets the new picture.',
    words: ['SHORTCODE', 'FILE'],
    options: {
        category: { type: 'string', value: 'C', about: 'Under which heading apps offer it.' },
        alias: {
            type: 'string',
            value: 'A,B',
            about: 'Other words by which it is found, separated by commas.',
        },
        hidden: { type: 'boolean', about: 'Apps do not offer it; it can be written all the same.' },
    },
    async run(call) {
        const shortcode = wordAt(call, 0).replace(/^:(.*):$/, '$1');
        const file = wordAt(call, 1);
        const picture = await readFile(file).catch(() => {
            throw new UsageError(`There is no file ${file} that can be read.`);
        });
        const { replaced } = await addEmoji(await call.database(), {
            shortcode,
            picture,
            category: textOf(call, 'category'),
            aliases: textOf(call, 'alias')?.split(','),
            visibleInPicker: call.values.hidden !== true,
        });
        const line = replaced ? `:${shortcode}: has a new picture.` : `:${shortcode}: can be written now.`;
        return { lines: [line], data: { shortcode, replaced } };
    },
};
