import { awaitsMedia } from './awaited-media';
import { isPending, type Operation, type OutboxRow } from './row';

/** At most so many posts wait at once. */
export const MAX_POSTS = 50;

const DAY = 86_400_000;
/** A row that could not be sent for so long is not sent without asking. */
export const MAX_AGE = 14 * DAY;
/** How long sent posts stay in the log. */
export const LOG_AGE = DAY;

/**
 * What an intention means for the rows that wait: of several alike the latest counts, and a favourite that was never
 * tried and its taking back cancel each other.
 */
export function coalesce(
    rows: readonly OutboxRow[],
    operation: Operation,
): { remove: string[]; add: boolean } {
    if (operation.type === 'post') return { remove: [], add: true };
    const alike = rows.filter((row) => isPending(row) && isAlike(row, operation));
    if (operation.type === 'edit')
        return { remove: alike.filter((row) => row.state !== 'sending').map((row) => row.id), add: true };
    if (!('on' in operation.payload)) return { remove: [], add: alike.length === 0 };
    const { on } = operation.payload;
    // A row that a flusher has, or that failed on the way, may be known to the server already: only the opposite
    // request brings certainty.
    const untried = alike.filter((row) => row.state === 'waiting' && row.attempts === 0);
    const opposite = untried.some((row) => 'on' in row.payload && row.payload.on !== on);
    const remove = alike.filter((row) => row.state !== 'sending').map((row) => row.id);
    return { remove, add: !(opposite && untried.length === alike.length) };
}

/** Do two operations concern the same thing, so that only the later one counts? */
export function isAlike(a: Operation, b: Operation): boolean {
    if (a.type === 'post' || a.type !== b.type || a.target !== b.target) return false;
    // Each emoji under a post is a thing of its own.
    return !(a.type === 'react' && b.type === 'react') || a.payload.emoji.name === b.payload.emoji.name;
}

/** The rows that can be sent now, in the order they should be. Interactions overtake posts: they are quick. */
export function dueRows(rows: readonly OutboxRow[], now: number): OutboxRow[] {
    const byId = new Map(rows.map((row) => [row.id, row]));
    return rows
        .filter((row) => {
            if (row.state !== 'waiting' && row.state !== 'retry' && row.state !== 'sending') return false;
            if (row.nextAt > now || awaitsMedia(row)) return false;
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
