import type { Chance } from './chance';

const DAY_MS = 86_400_000;
export const SPAN_MS = 14 * DAY_MS;
/** How much is said in each hour of the day, from midnight (UTC). */
const HOURS = [2, 1, 1, 1, 1, 2, 4, 7, 9, 8, 7, 7, 8, 8, 7, 7, 8, 9, 10, 11, 11, 9, 6, 4];
const BUSIEST = Math.max(...HOURS);

/** `count` moments before `now`, oldest first: over two weeks, by day more than by night. */
export function moments(chance: Chance, count: number, now: number): Date[] {
    const found: number[] = [];
    while (found.length < count) {
        const moment = now - 120_000 - chance.next() * SPAN_MS;
        const hour = new Date(moment).getUTCHours();
        if (chance.next() < (HOURS[hour] ?? 0) / BUSIEST) found.push(moment);
    }
    return found.toSorted((one, other) => one - other).map((moment) => new Date(moment));
}
