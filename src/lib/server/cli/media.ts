import { writeByteSize } from '$lib/text';
import { config } from '../config';
import { checkFiles, forgetLostFiles, type FileFault } from '../domain/files';
import { countLeft, moveStored, type Moved } from '../storage';
import { oneOf, UsageError, type Command } from './command';
import { tableLines } from './help';

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

export const mediaCheck: Command = {
    name: 'media check',
    about: 'Looks whether every file that something names is there, and as long as it was.',
    options: {
        repair: {
            type: 'boolean',
            about: 'Let posts forget previews and twins that are gone, and write down anew how long files of posts and profiles are.',
        },
    },
    async run(call) {
        const repair = call.values.repair === true;
        const check = await checkFiles(await call.database(), { repair });
        const rows = check.faults.map((fault) => [
            fault.owner,
            wordsFor(fault),
            fault.repaired ? 'repaired' : '',
        ]);
        return {
            lines: [`${describe(check)} are there.`, ...(rows.length > 0 ? tableLines(rows) : [])],
            data: check,
            failed: check.faults.some(({ repaired }) => !repaired),
        };
    },
};

function wordsFor({ missing, bytes, expected }: FileFault): string {
    if (missing.length > 0) return `without ${missing.join(', ')}`;
    return `${bytes} bytes instead of ${expected}`;
}

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
