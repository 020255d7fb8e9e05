import { concerns, isAlike } from './alike';
import { awaitsMedia } from './awaited-media';
import { isLocal, isPending, type Operation, type OutboxRow } from './row';

/** At most so many posts wait at once. */
export const MAX_POSTS = 50;

/** Files of waiting posts take at most so many bytes. */
export const MAX_BYTES = 200_000_000;

const DAY = 86_400_000;
/** A row that could not be sent for so long is not sent without asking. */
export const MAX_AGE = 14 * DAY;
/** No limit of a server lasts longer. */
const LONGEST_WAIT = DAY / 4;
/** How long sent posts stay in the log. */
export const LOG_AGE = DAY;

/** What an intention means for the rows that wait. */
export interface Coalesced {
    /** The ids of rows that it makes needless. */
    remove: string[];
    /** What has to be asked instead of it; null when nothing is left to be asked. */
    add: Operation | null;
}

/**
 * What an intention means for the rows that wait: of several alike the latest counts, and a favourite that was never
 * tried and its taking back cancel each other.
 */
export function coalesce(rows: readonly OutboxRow[], operation: Operation): Coalesced {
    const pending = rows.filter(isPending);
    const alike = pending.filter((row) => isAlike(row, operation));
    const untried = alike.filter((row) => row.state === 'waiting' && row.attempts === 0 && !row.uncertain);
    const replaced = alike.filter((row) => row.state !== 'sending').map((row) => row.id);
    if (operation.type === 'list-delete' || operation.type === 'filter-delete') {
        const made = pending.filter((row) =>
            concerns(row).some((thing) => concerns(operation).includes(thing)),
        );
        // What the server never heard of needs no deleting.
        if (isLocal(operation.target) && made.every((row) => row.attempts === 0 && !row.uncertain))
            return { remove: made.map((row) => row.id), add: null };
    }
    if (isFinal(operation)) return { remove: [], add: alike.length === 0 ? operation : null };
    // A row that a flusher has, or that failed on the way, may be known to the server already: only the opposite
    // request brings certainty.
    if (untried.length === alike.length && untried.some((row) => isOpposite(row, operation)))
        return { remove: replaced, add: null };
    return { remove: replaced, add: merged(untried, operation) };
}

/** What cannot be wished differently a second time. */
function isFinal({ type, payload }: Operation): boolean {
    return type === 'vote' || type === 'revoke' || Object.keys(payload).length === 0;
}

/** Is a wish taken back by another? Not where it may have said more than yes or no. */
function isOpposite(earlier: Operation, later: Operation): boolean {
    if (!('on' in earlier.payload) || !('on' in later.payload) || earlier.payload.on === later.payload.on)
        return false;
    const says = earlier.type === 'follow' || earlier.type === 'mute' ? Object.keys(earlier.payload) : [];
    return says.length <= 1;
}

/** Options of following that were chosen and not sent yet stay chosen. */
function merged(untried: readonly OutboxRow[], operation: Operation): Operation {
    const before = untried.at(-1);
    if (operation.type !== 'follow' || !operation.payload.on || before?.type !== 'follow') return operation;
    return before.payload.on
        ? { ...operation, payload: { ...before.payload, ...operation.payload } }
        : operation;
}

/** Until when the server has asked for patience; 0 when it has not. Nothing at all is sent before. */
export function pausedUntil(rows: readonly OutboxRow[], now: number): number {
    const limits = rows.filter(
        (row) => row.state === 'retry' && row.error?.status === 429 && !isDue(row, now),
    );
    return Math.max(0, ...limits.map((row) => row.nextAt));
}

/** Has the session ended, so that everything waits for the person to sign in? */
export function waitsForSession(rows: readonly OutboxRow[]): boolean {
    return rows.some((row) => row.state === 'held' && row.error?.status === 401);
}

/** The rows that can be sent now, in the order they should be. Interactions overtake posts: they are quick. */
export function dueRows(rows: readonly OutboxRow[], now: number): OutboxRow[] {
    if (waitsForSession(rows) || pausedUntil(rows, now) > 0) return [];
    const byId = new Map(rows.map((row) => [row.id, row]));
    const taken = new Set<string>();
    return rows
        .toSorted((a, b) => a.seq - b.seq)
        .filter((row) => {
            if (!isPending(row)) return false;
            // What was asked earlier about the same thing is sent earlier.
            const things = concerns(row);
            const waits = things.some((thing) => taken.has(thing));
            for (const thing of things) taken.add(thing);
            if (waits || row.state === 'held' || !isDue(row, now) || awaitsMedia(row)) return false;
            const before = row.dependsOn ? byId.get(row.dependsOn) : undefined;
            return !before || before.state === 'sent';
        })
        .sort((a, b) => Number(a.type === 'post') - Number(b.type === 'post') || a.seq - b.seq);
}

/** A time so far ahead was not chosen by anybody: the device's clock was put back. */
function isDue(row: OutboxRow, now: number): boolean {
    return row.nextAt <= now || row.nextAt > now + LONGEST_WAIT;
}

/** When the next row is due that is not due now; null when none waits. */
export function nextDue(rows: readonly OutboxRow[], now: number): number | null {
    const times = rows
        .filter((row) => (row.state === 'waiting' || row.state === 'retry') && !isDue(row, now))
        .map((row) => row.nextAt);
    return times.length > 0 ? Math.max(Math.min(...times), pausedUntil(rows, now)) : null;
}

/** Does a post wait for nothing but the time in which it can be taken back? */
export function isHeldBack(row: OutboxRow): boolean {
    return row.type === 'post' && row.state === 'waiting' && !row.dependsOn && !awaitsMedia(row);
}
