import type { Command, Option } from './command';

const PROGRAM = 'npm run --silent atoll --';

/** One line a command. */
export function overview(commands: readonly Command[]): string {
    const rows = commands.map((command): [string, string] => [usage(command), command.about]);
    return `${PROGRAM} COMMAND\n\n${columns(rows)}\nEach command knows --help and --json.\n`;
}

/** How one command is written, and what its options mean. */
export function helpFor(command: Command): string {
    const options: [string, Option][] = Object.entries({
        ...command.options,
        json: { type: 'boolean', about: 'Answer as JSON.' },
    });
    const rows = options.map(([name, { value, about }]): [string, string] => [
        value ? `--${name} ${value}` : `--${name}`,
        about,
    ]);
    return `${PROGRAM} ${usage(command)}\n\n${command.about}\n\n${columns(rows)}`;
}

function usage({ name, words = [], options = {} }: Command): string {
    return [name, ...words, ...(Object.keys(options).length > 0 ? ['[OPTIONS]'] : [])].join(' ');
}

/** Rows of cells, each column as wide as its widest cell; the last one is as long as it is. */
function columns(rows: readonly (readonly string[])[]): string {
    const widths: number[] = [];
    for (const row of rows)
        row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
    return rows
        .map(
            (row) =>
                `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd() + '\n',
        )
        .join('');
}

/** The same, line by line. */
export const tableLines = (rows: readonly (readonly string[])[]) => columns(rows).trimEnd().split('\n');
