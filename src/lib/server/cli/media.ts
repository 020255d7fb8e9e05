import { writeByteSize } from '$lib/text';
import { config } from '../config';
import { forgetLostFiles } from '../domain/files';
import { countLeft, moveStored, type Moved } from '../storage';
import { oneOf, UsageError, type Command } from './command';

const PLACES = { local: 'the local disk', s3: 'the bucket' } as const;

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

export const mediaMigrate: Command = {
    name: 'media migrate',
    about: 'Moves every file to where files go now (ATOLL_STORAGE), while the community runs. Each is compared before it is removed where it was; after a break it goes on with what is left.',
    options: {
        to: {
            type: 'string',
            value: 'PLACE',
            about: '`s3` or `local`, to be sure: where ATOLL_STORAGE says.',
        },
        'dry-run': { type: 'boolean', about: 'Only count what is to be moved.' },
    },
    async run(call) {
        const { kind, s3 } = config().storage;
        const to = oneOf(call, 'to', ['s3', 'local']) ?? kind;
        if (to !== kind)
            throw new UsageError(
                `Files go to ${PLACES[kind]}. Set ATOLL_STORAGE=${to}, restart the server, and run this again.`,
            );
        if (!s3)
            throw new UsageError('There is no other place than the local disk: set ATOLL_S3_ENDPOINT first.');
        if (call.values['dry-run'] === true) {
            const left = await countLeft();
            return { lines: [`${describe(left)} are to be moved to ${PLACES[to]}.`], data: left };
        }
        const moved = await moveStored(tellProgress);
        return {
            lines: [
                `${describe(moved)} were moved to ${PLACES[to]}.`,
                ...(to === 'local' ? ['The settings ATOLL_S3_… are needed no longer.'] : []),
            ],
            data: moved,
        };
    },
};

const describe = ({ files, bytes }: Moved) => `${files} files (${writeByteSize(bytes)})`;

/** On the terminal only: what is piped on gets the answer alone. */
function tellProgress(moved: Moved): void {
    if (process.stderr.isTTY) process.stderr.write(`\r${describe(moved)} …`);
}
