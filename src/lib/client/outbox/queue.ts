import { concerns, isAlike } from './alike';
import { awaitsMedia } from './awaited-media';
import { isLocal, isPending, type Operation, type OutboxRow } from './row';

/** At most so many posts wait at once. */
export const MAX_POSTS = 50;

const DAY = 86_400_000;
/** A row that could not be sent for so long is not sent without asking. */
export const MAX_AGE = 14 * DAY;
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
    const untried = alike.filter((row) => row.state === 'waiting' && row.attempts === 0);
    const replaced = alike.filter((row) => row.state !== 'sending').map((row) => row.id);
    if (operation.type === 'list-delete' || operation.type === 'filter-delete') {
        const made = pending.filter((row) =>
            concerns(row).some((thing) => concerns(operation).includes(thing)),
        );
        // What the server never heard of needs no deleting.
        if (isLocal(operation.target) && made.every((row) => row.attempts === 0))
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

/** The rows that can be sent now, in the order they should be. Interactions overtake posts: they are quick. */
export function dueRows(rows: readonly OutboxRow[], now: number): OutboxRow[] {
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
            if (waits || row.state === 'held' || row.nextAt > now || awaitsMedia(row)) return false;
            const before = row.dependsOn ? byId.get(row.dependsOn) : undefined;
            return !before || before.state === 'sent';
        })
        .sort((a, b) => Number(a.type === 'post') - Number(b.type === 'post') || a.seq - b.seq);
}

/** When the next row is due that is not due now; null when none waits. */
export function nextDue(rows: readonly OutboxRow[], now: number): number | null {
    const times = rows
        .filter((row) => (row.state === 'waiting' || row.state === 'retry') && row.nextAt > now)
        .map((row) => row.nextAt);
    return times.length > 0 ? Math.min(...times) : null;
}
