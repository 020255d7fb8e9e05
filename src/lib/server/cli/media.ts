import { writeByteSize } from '$lib/text';
import { forgetLostFiles } from '../domain/files';
import type { Command } from './command';

export const mediaClean: Command = {
    name: 'media clean',
    about: 'Removes files that nothing names, as the server does each night. What is younger than a day is left.',
    options: { 'dry-run': { type: 'boolean', about: 'Only count them.' } },
    async run(call) {
        const dryRun = call.values['dry-run'] === true;
        const lost = await forgetLostFiles(await call.database(), { dryRun });
        const { files, bytes, unfinished } = lost;
        const lines = [
            `${files} files (${writeByteSize(bytes)}) that nothing names ${dryRun ? 'are there' : 'were removed'}.`,
            ...(unfinished > 0 ? [`${unfinished} that were never finished were removed.`] : []),
        ];
        return { lines, data: lost };
    },
};
