const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const unitFormats = new Map<string, Intl.NumberFormat>();

function inUnits(locale: string, amount: number, unit: 'minute' | 'hour' | 'day'): string {
    const key = `${locale} ${unit}`;
    let format = unitFormats.get(key);
    if (!format) {
        format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' });
        unitFormats.set(key, format);
    }
    return format.format(amount);
}

/**
 * How long ago `then` was, in as few characters as the language allows: “2 min”, “5 hr”, “3 days”, and a date after
 * a week (with its year when that is another one). `undefined` means just now, for which there is a message.
 */
export function relativeTime(then: Date, now: number, locale: string): string | undefined {
    const age = now - then.getTime();
    if (age < MINUTE) return undefined;
    if (age < HOUR) return inUnits(locale, Math.floor(age / MINUTE), 'minute');
    if (age < DAY) return inUnits(locale, Math.floor(age / HOUR), 'hour');
    if (age < 7 * DAY) return inUnits(locale, Math.floor(age / DAY), 'day');
    const sameYear = then.getFullYear() === new Date(now).getFullYear();
    return new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'short',
        year: sameYear ? undefined : 'numeric',
    }).format(then);
}

/** The full date and time, for titles and the focused post. */
export function absoluteTime(then: Date, locale: string): string {
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(then);
}
