import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { importEmojis, isPictureName, readEmojiZip, shortcodeOf, type ImportedFile } from '../domain/emoji';
import { textOf, UsageError, wordAt, type Command } from './command';

/** A file that cannot be one is named, and keeps no other from becoming one. */
export const emojiImport: Command = {
    name: 'emoji import',
    about: 'Makes an emoji of every picture in a ZIP, such as Misskey exports, or in a folder, each by the name of its file.',
    words: ['FILE.zip|FOLDER'],
    options: {
        category: {
            type: 'string',
            value: 'C',
            about: 'Under which heading apps offer those that bring none.',
        },
        keep: {
            type: 'boolean',
            about: 'Leaves those alone that are here already, which get the new picture otherwise.',
        },
        'dry-run': { type: 'boolean', about: 'Looks at everything and changes nothing.' },
    },
    async run(call) {
        const files = await filesOf(wordAt(call, 0));
        const dryRun = call.values['dry-run'] === true;
        const report = await importEmojis(await call.database(), files, {
            category: textOf(call, 'category'),
            replace: call.values['keep'] !== true,
            dryRun,
        });
        const [added, replaced, refused] = (['added', 'replaced', 'refused'] as const).map((outcome) =>
            report.filter((entry) => entry.outcome === outcome),
        ) as [typeof report, typeof report, typeof report];
        const line = (verb: string, entries: typeof report) =>
            `${verb} ${entries.length} emoji${entries.length > 0 ? `: ${entries.map(({ shortcode }) => shortcode).join(', ')}` : ''}.`;
        return {
            lines: [
                line(dryRun ? 'Would add' : 'Added', added),
                ...(replaced.length > 0 ? [line(dryRun ? 'Would replace' : 'Replaced', replaced)] : []),
                ...refused.map(({ file, reason }) => `${file}: ${reason}`),
            ],
            data: { added, replaced, refused },
            failed: refused.length > 0,
        };
    },
};

async function filesOf(path: string): Promise<ImportedFile[]> {
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) return readEmojiZip(await readFile(path));
    const names = await readdir(path).catch(() => {
        throw new UsageError(`There is no ZIP and no folder ${path} that can be read.`);
    });
    return names
        .filter(isPictureName)
        .sort()
        .map((file) => ({ file, shortcode: shortcodeOf(file), read: () => readFile(join(path, file)) }));
}
