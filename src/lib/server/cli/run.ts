/** Reads a command line, runs the command, writes what it answers. */
import { parseArgs } from 'node:util';
import { AtollError } from '../errors';
import { helpFor, overview } from './help';
import { UsageError, type Call, type Command, type Values } from './command';

/** 0: done. 1: it could not be done, or what was found is bad. 2: the command was written wrongly. */
export type ExitCode = 0 | 1 | 2;

export interface Terminal {
    out(text: string): void;
    error(text: string): void;
}

/** Runs the command that `argv` (without the program's own names) asks for. */
export async function runCommand(
    commands: readonly Command[],
    argv: string[],
    { out, error }: Terminal,
    database: Call['database'],
): Promise<ExitCode> {
    const asJson = argv.includes('--json');
    try {
        const command = commands.find(({ name }) => startsWith(argv, name));
        const wantsHelp = argv.includes('--help') || argv.includes('-h');
        if (!command) {
            const group = argv[0] && commands.filter(({ name }) => name.startsWith(`${argv[0]} `));
            out(overview(group && group.length > 0 ? group : commands));
            if (wantsHelp || argv.length === 0) return 0;
            throw new UsageError(`There is no command "${argv.join(' ')}".`);
        }
        if (wantsHelp) {
            out(helpFor(command));
            return 0;
        }
        const answer = await command.run({ ...read(command, argv), database });
        out(
            asJson
                ? `${JSON.stringify(answer.data, null, 2)}\n`
                : answer.lines.map((line) => `${line}\n`).join(''),
        );
        return answer.failed ? 1 : 0;
    } catch (thrown) {
        const message = thrown instanceof Error ? thrown.message : String(thrown);
        if (asJson) out(`${JSON.stringify({ error: message })}\n`);
        else
            error(
                `${isExpected(thrown) || !(thrown instanceof Error) ? message : (thrown.stack ?? message)}\n`,
            );
        return thrown instanceof UsageError ? 2 : 1;
    }
}

function startsWith(argv: string[], name: string): boolean {
    return name.split(' ').every((word, index) => argv[index] === word);
}

/** @throws UsageError naming the word or option that is wrong or missing. */
function read(command: Command, argv: string[]): Pick<Call, 'words' | 'values'> {
    const args = argv.slice(command.name.split(' ').length);
    const names = command.words ?? [];
    try {
        const { values, positionals } = parseArgs({
            args,
            options: { ...command.options, json: { type: 'boolean' } },
            allowPositionals: true,
        });
        const missing = names.filter((name) => !name.startsWith('['))[positionals.length];
        if (missing) throw new UsageError(`${missing} is missing.`);
        if (positionals.length > names.length)
            throw new UsageError(`"${positionals[names.length]}" is one word too many.`);
        return { words: positionals, values: values as Values };
    } catch (thrown) {
        const message = thrown instanceof Error ? thrown.message : String(thrown);
        throw new UsageError(`${message}\nSee: npm run --silent atoll -- ${command.name} --help`);
    }
}

/** Whatever tells the operator what to do needs no stack. */
function isExpected(thrown: unknown): boolean {
    return (
        thrown instanceof UsageError ||
        thrown instanceof AtollError ||
        (thrown instanceof Error && ['StartError', 'ConfigError'].includes(thrown.name))
    );
}
