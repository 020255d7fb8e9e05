import { SignatureRefused } from './signature-refused';

const HOUR = 3_600_000;
/** A queued delivery may be signed long before it is sent. */
const OLDEST = 12 * HOUR;
/** Clocks go wrong by time zones, too. */
const DATE_AHEAD = HOUR;
/** `created` is a number of seconds that no time zone can shift; only a clock's own error is forgiven. */
const CREATED_AHEAD = 5 * 60_000;

/** Checks a `Date` header: at most 12 hours old and one hour ahead. @throws SignatureRefused */
export function checkDate(header: string, now: Date): void {
    checkWithin(Date.parse(header), now, DATE_AHEAD);
}

/** Checks a signature's `created` and `expires`, both in seconds since 1970. @throws SignatureRefused */
export function checkCreated(created: number | undefined, expires: number | undefined, now: Date): void {
    if (created !== undefined) checkWithin(created * 1000, now, CREATED_AHEAD);
    if (expires !== undefined && !(expires * 1000 >= now.getTime()))
        throw new SignatureRefused('date', 'the signature has expired');
}

/** Whether a moment that a peer's clock told, in UTC, is at most 12 hours old and five minutes ahead. */
export function isRecent(moment: Date, now: Date): boolean {
    return isWithin(moment.getTime(), now, CREATED_AHEAD);
}

function checkWithin(time: number, now: Date, ahead: number): void {
    if (!isWithin(time, now, ahead))
        throw new SignatureRefused('date', 'the signature is from another time (12 hours back, one ahead)');
}

function isWithin(time: number, now: Date, ahead: number): boolean {
    const age = now.getTime() - time;
    return age <= OLDEST && age >= -ahead;
}
