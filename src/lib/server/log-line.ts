const NAMES: Record<number, string> = {
    10: 'trace',
    20: 'debug',
    30: 'info',
    40: 'warn',
    50: 'error',
    60: 'fatal',
};
const COLOURS: Record<number, number> = { 40: 33, 50: 31, 60: 31 };

/** Rewrites one JSON line of the log for a person: time, level where it matters, message, then what else was noted. */
export function logLine(json: string): string {
    const { level, time, msg, err, ...rest } = JSON.parse(json) as {
        level: number;
        time: number;
        msg?: string;
        err?: { stack?: string; message?: string };
    };
    const clock = new Date(time).toISOString().slice(11, 19);
    const notes = Object.entries(rest).map(([name, value]) => {
        return `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
    });
    const marked = level > 30 ? `\u001b[${COLOURS[level] ?? 31}m${NAMES[level] ?? level}\u001b[0m ` : '';
    const trace = err ? `\n  ${(err.stack ?? err.message ?? '').replaceAll('\n', '\n  ')}` : '';
    return `${clock} ${marked}${[msg, ...notes].filter(Boolean).join(' ')}${trace}\n`;
}
