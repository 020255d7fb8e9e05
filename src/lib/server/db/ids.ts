import { randomInt } from 'node:crypto';

/** The largest id PostgreSQL's bigint holds. */
const LARGEST = 9_223_372_036_854_775_807n;

/** Milliseconds by which a clock may run back and be waited for; one that is put right by more is believed. */
const PATIENCE = 60_000;

let lastMillisecond = 0;
let sequence = randomInt(0x10000);

/**
 * A new id: milliseconds since 1970 in the upper 48 bits, 16 bits that tell apart what happens within one of them.
 * Ids of this process do not run backwards with a clock that is adjusted; one that was far ahead leaves them there only
 * until it is put right.
 */
export function newId(): string {
    const clock = Date.now();
    const now = lastMillisecond - clock > PATIENCE ? clock : Math.max(clock, lastMillisecond);
    if (now !== lastMillisecond) {
        lastMillisecond = now;
        sequence = randomInt(0x8000);
    } else if (++sequence > 0xffff) {
        lastMillisecond = now + 1;
        sequence = 0;
    }
    return ((BigInt(lastMillisecond) << 16n) | BigInt(sequence)).toString();
}

/** An id that sorts by `date` instead of by now: for posts that come from elsewhere with a date of their own. */
export function idAt(date: Date): string {
    const milliseconds = BigInt(Math.min(Math.max(date.getTime(), 0), Date.now()));
    return ((milliseconds << 16n) | BigInt(randomInt(0x10000))).toString();
}

/** The lowest id of a moment: everything made at or after `date` has a greater or equal one. */
export function firstIdAt(date: Date): string {
    return (BigInt(Math.max(date.getTime(), 0)) << 16n).toString();
}

/** When an id was made. */
export function dateOfId(id: string): Date {
    return new Date(Number(BigInt(id) >> 16n));
}

/** Whether `text` can be an id here: digits within 64 bits. */
export function isId(text: unknown): text is string {
    return typeof text === 'string' && /^\d{1,19}$/.test(text) && BigInt(text) <= LARGEST;
}

/** Orders ids as numbers, smallest first. */
export function compareIds(a: string, b: string): number {
    return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
