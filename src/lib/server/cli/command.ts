/** What a command is; one file each. */
import type { ParseArgsOptionDescriptor } from 'node:util';
import type { Database } from '../db';

/** An option with the sentence `--help` shows; `value` names what stands after it, such as E in `--email E`. */
export interface Option extends ParseArgsOptionDescriptor {
    about: string;
    value?: string;
}

/** Values by option name: a text, or whether a flag was given. */
export type Values = Record<string, string | boolean | undefined>;

/** What a command is run with. */
export interface Call {
    /** The words after the command's name. */
    words: string[];
    values: Values;
    /**
     * The community's database, opened at the first call: starts the embedded PostgreSQL where nobody has, and brings
     * the schema up to date unless it is wanted `asItIs`.
     */
    database(options?: { asItIs?: boolean }): Promise<Database>;
}

/** What a command answers: lines for people, and the same as data for `--json`. */
export interface Answer {
    lines: string[];
    data: unknown;
    /** It ran, and what it found is bad: exit code 1. */
    failed?: boolean;
}

export interface Command {
    /** Such as `accounts create`. */
    name: string;
    about: string;
    /** The words it needs, such as NAME; those that may be left out stand in brackets. */
    words?: string[];
    options?: Record<string, Option>;
    run(call: Call): Promise<Answer>;
}

/** The command was written wrongly: exit code 2. */
export class UsageError extends Error {
    override name = 'UsageError';
}

/** An option's text, where it was given. */
export function textOf({ values }: Call, name: string): string | undefined {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
}

/**
 * An option that is one of a few words.
 * @throws UsageError naming them.
 */
export function oneOf<T extends string>(call: Call, name: string, allowed: readonly T[]): T | undefined {
    const given = textOf(call, name);
    const found = allowed.find((word) => word === given);
    if (given !== undefined && found === undefined)
        throw new UsageError(`--${name} is one of ${allowed.join(', ')}, not "${given}".`);
    return found;
}

/**
 * How many are wanted at most by `--limit`.
 * @throws UsageError
 */
export function limitOf(call: Call, usual: number): number {
    const given = Number(textOf(call, 'limit') ?? usual);
    if (!Number.isInteger(given) || given < 1 || given > 10_000)
        throw new UsageError('--limit is a number from 1 to 10000.');
    return given;
}

/** The word at `index`, which the command's `words` made sure of. */
export function wordAt({ words }: Call, index: number): string {
    return words[index] ?? '';
}
