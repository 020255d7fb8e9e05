/** What a fault is, and what was found of the promises that must survive it. */
import type { Line } from '../bench/table';

/** One promise, what was seen of it, and whether it was kept; `kept` is undefined for a mere figure. */
export type Finding = Line;

export interface Scenario {
    /** As in the list of faults, such as `REL-01`. */
    id: string;
    title: string;
    /**
     * Lives through the fault once, as `seed` has it, and looks at what is left.
     * @throws where it could not be brought to its end; that counts as a broken promise.
     */
    run(seed: number, how: { short: boolean }): Promise<Finding[]>;
}

/** A promise of a number that must be met exactly, such as none lost. */
export function exactly(what: string, found: number, expected: number, details = ''): Finding {
    return {
        what,
        measured: `${found}${details && ` (${details})`}`,
        target: `${expected}`,
        kept: found === expected,
    };
}

/** A promise that nothing of a kind is found; names the first few of what was. */
export function none(what: string, found: readonly string[]): Finding {
    return exactly(what, found.length, 0, found.slice(0, 3).join(', '));
}
