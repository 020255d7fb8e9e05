const UNITS: Readonly<Record<string, number>> = {
    '': 1,
    b: 1,
    kb: 1e3,
    mb: 1e6,
    gb: 1e9,
    tb: 1e12,
    kib: 2 ** 10,
    mib: 2 ** 20,
    gib: 2 ** 30,
    tib: 2 ** 40,
};

/** A number of bytes as people write it, such as `5GB`, `1.5 GiB` or `0`; undefined where it is none. */
export function readByteSize(text: string): number | undefined {
    const [, number, unit = ''] = /^\s*(\d{1,15}(?:\.\d{1,3})?)\s*([a-z]{0,3})\s*$/i.exec(text) ?? [];
    const factor = UNITS[unit.toLowerCase()];
    if (number === undefined || factor === undefined) return undefined;
    const bytes = Math.round(Number(number) * factor);
    return Number.isSafeInteger(bytes) ? bytes : undefined;
}

const NAMES = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** The same the other way, for operators and messages of the API: `1.3 GB`. */
export function writeByteSize(bytes: number): string {
    let [value, unit] = [bytes, 0];
    // What would be written as 1000 of a unit is 1 of the next.
    while (value >= 999.5 && unit < NAMES.length - 1) [value, unit] = [value / 1_000, unit + 1];
    const digits = value < 10 && unit > 0 ? 1 : 0;
    return `${value.toFixed(digits).replace(/\.0$/, '')} ${NAMES[unit]}`;
}
