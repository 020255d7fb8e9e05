const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How far ahead a post can be scheduled at the soonest. */
export const SOONEST = 5 * MINUTE;

/** A moment as a field for date and time shows it: in the time of this device, to the minute. */
export function asLocalTime(moment: number | string): string {
    const date = new Date(moment);
    const two = (value: number) => String(value).padStart(2, '0');
    const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment that such a field says; null where it says none. */
export function momentOf(localTime: string): string | null {
    const date = new Date(localTime);
    return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** Is a moment too near, or past? */
export function isTooSoon(moment: string, now: number): boolean {
    return Date.parse(moment) < now + SOONEST;
}

/** What is offered first: the full hour that is at least one hour away. */
export function usualMoment(now: number): string {
    const date = new Date(now + 2 * HOUR - 1);
    date.setMinutes(0, 0, 0);
    return date.toISOString();
}
