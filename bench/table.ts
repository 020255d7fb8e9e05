/** One line of the result: what was measured, and what the product promises. */
export interface Line {
    what: string;
    measured: string;
    /** Empty where nothing is promised. */
    target: string;
    /** Whether the promise is kept; undefined where there is none. */
    kept?: boolean;
}

/** The result as a table for people, which is Markdown too. */
export function printTable(lines: Line[]): void {
    const rows = [
        ['', 'measured', 'target', ''],
        ...lines.map(({ what, measured, target, kept }) => [
            what,
            measured,
            target,
            kept === undefined ? '' : kept ? 'kept' : 'missed',
        ]),
    ];
    const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 3));
    const print = (cells: string[]) =>
        console.log(`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
    const [head = [], ...body] = rows;
    print(head);
    print(widths.map((width) => '-'.repeat(width)));
    for (const row of body) print(row);
}

/** A line for a figure that must stay below `limit`. */
export function atMost(what: string, value: number, unit: string, limit: number, details = ''): Line {
    return {
        what,
        measured: `${round(value)} ${unit}${details && ` (${details})`}`,
        target: `≤ ${limit} ${unit}`,
        kept: value <= limit,
    };
}

/** A line for a figure that must reach `limit`. */
export function atLeast(what: string, value: number, unit: string, limit: number, details = ''): Line {
    return {
        what,
        measured: `${round(value)} ${unit}${details && ` (${details})`}`,
        target: `≥ ${limit} ${unit}`,
        kept: value >= limit,
    };
}

export function round(value: number): string {
    return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
