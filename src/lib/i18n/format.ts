import { getLocale } from '$lib/paraglide/runtime';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

// Making an Intl formatter costs some 50 µs, using one costs 1: each is made once per locale.
const made = new Map<string, unknown>();
function once<T>(name: string, make: (locale: string) => T): T {
    const locale = formatLocale(getLocale());
    const key = `${locale} ${name}`;
    let formatter = made.get(key) as T | undefined;
    if (!formatter) made.set(key, (formatter = make(locale)));
    return formatter;
}

/** In Arabic the digits of the messages' own counts, which are these, wherever it is read. */
const formatLocale = (locale: string) => (locale === 'ar' ? 'ar-u-nu-latn' : locale);

type When = Date | string | number;

/** “2 min. ago” up to a week, then the date, with the year when it is another one. */
export function formatRelativeTime(when: When, now: number = Date.now()): string {
    const date = new Date(when);
    const age = now - date.getTime();
    const relative = once(
        'relative',
        (l) => new Intl.RelativeTimeFormat(l, { numeric: 'auto', style: 'short' }),
    );
    const size = Math.abs(age);
    const sign = age < 0 ? 1 : -1;
    if (size < MINUTE) return relative.format(0, 'second');
    if (size < HOUR) return relative.format(sign * Math.floor(size / MINUTE), 'minute');
    if (size < DAY) return relative.format(sign * Math.floor(size / HOUR), 'hour');
    if (size < WEEK) return relative.format(sign * Math.floor(size / DAY), 'day');
    if (date.getFullYear() === new Date(now).getFullYear())
        return once('date', (l) => new Intl.DateTimeFormat(l, { day: 'numeric', month: 'short' })).format(
            date,
        );
    return once('date with year', (l) => new Intl.DateTimeFormat(l, { dateStyle: 'medium' })).format(date);
}

/** The time alone today, else with its day, and with the year when it is another one. */
export function formatMoment(when: When, now: number = Date.now()): string {
    const [date, today] = [new Date(when), new Date(now)];
    if (date.toDateString() === today.toDateString()) return formatTime(date);
    const thisYear = date.getFullYear() === today.getFullYear();
    const day = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const;
    const format = thisYear
        ? once('moment', (l) => new Intl.DateTimeFormat(l, day))
        : once('moment with year', (l) => new Intl.DateTimeFormat(l, { ...day, year: 'numeric' }));
    return format.format(date);
}

/** Milliseconds until `formatRelativeTime` says something else: when to render again. */
export function relativeTimeChangesIn(when: When, now: number = Date.now()): number {
    const age = Math.abs(now - new Date(when).getTime());
    const unit = age < HOUR ? MINUTE : age < DAY ? HOUR : DAY;
    return unit - (age % unit);
}

/** The full date and time. */
export function formatDateTime(when: When): string {
    const format = once('full', (l) => new Intl.DateTimeFormat(l, { dateStyle: 'full', timeStyle: 'short' }));
    return format.format(new Date(when));
}

/** The date alone, such as “3 May 2026”. */
export function formatDate(when: When): string {
    return once('long date', (l) => new Intl.DateTimeFormat(l, { dateStyle: 'long' })).format(new Date(when));
}

/** The time of day alone. */
export function formatTime(when: When): string {
    return once('time', (l) => new Intl.DateTimeFormat(l, { timeStyle: 'short' })).format(new Date(when));
}

/** A count as it stands under a post: “987”, “1.2K”. */
export function formatCount(count: number): string {
    const format = once(
        'count',
        (l) => new Intl.NumberFormat(l, { notation: 'compact', maximumFractionDigits: 1 }),
    );
    return format.format(count);
}

/** A count in full, with separators. */
export function formatNumber(count: number): string {
    return once('number', (l) => new Intl.NumberFormat(l)).format(count);
}

/** A length of time in its largest whole unit: “5 minutes”, “3 days”. */
export function formatDuration(seconds: number): string {
    const [unit, size] = (
        [
            ['day', DAY],
            ['hour', HOUR],
            ['minute', MINUTE],
        ] as const
    ).find(([, ms]) => (seconds * SECOND) % ms === 0) ?? ['second', SECOND];
    const format = once(
        `length in ${unit}`,
        (l) => new Intl.NumberFormat(l, { style: 'unit', unit, unitDisplay: 'long' }),
    );
    return format.format((seconds * SECOND) / size);
}

/** A size such as “4.1 MB”. */
export function formatBytes(bytes: number): string {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
    const step = bytes < 1 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
    const unit = units[step] ?? 'gigabyte';
    const format = once(
        unit,
        (l) =>
            new Intl.NumberFormat(l, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }),
    );
    return format.format(bytes / 1000 ** step);
}

/** “Ana, Bo and Cem”. */
export function formatList(items: string[]): string {
    return once('list', (l) => new Intl.ListFormat(l, { type: 'conjunction' })).format(items);
}
