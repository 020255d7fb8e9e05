/** What happens to the rows, as pure functions: each is applied to all of them at once, so that tabs cannot disagree. */
import { afterFailure } from './after-failure';
import { isAlike, concerns, withId } from './alike';
import type { Outcome } from './perform';
import { coalesce, dueRows, LOG_AGE, MAX_AGE } from './queue';
import { threadFrom, threadRows, type PostOperation } from './thread';
import { isLocal, isPending, newRow, type Operation, type OutboxRow, type QueueOptions } from './row';

/** Rows to be written and rows to go; and what came of it. */
export interface Step<T> {
    put: OutboxRow[];
    remove: string[];
    result: T;
}

/** Takes an intention on. The result is its row; undefined when it only took back another that was not sent yet. */
export function intended(
    rows: readonly OutboxRow[],
    operation: Operation,
    { now, ...options }: QueueOptions & { now: number },
): Step<OutboxRow | undefined> {
    const { remove, add } = coalesce(rows, operation);
    if (!add) return { put: [], remove, result: undefined };
    // What takes the place of a wish that may have been heard cannot be cancelled without asking either.
    const uncertain = rows.some(
        (other) => remove.includes(other.id) && (other.uncertain || other.attempts > 0),
    );
    const row = { ...newRow(add, { ...options, seq: nextSeq(rows), now }), uncertain };
    const put = inReplyToSent(rows, row);
    return { put: [put], remove, result: put };
}

/**
 * Takes the next row to be sent; the result is how it was before. Rows in `tried` had their turn. Only who holds the lock
 * may ask: a row that is `sending` then belongs to somebody who was killed.
 */
export function claimed(
    rows: readonly OutboxRow[],
    tried: ReadonlySet<string>,
    now: number,
): Step<OutboxRow | undefined> {
    const remove = rows
        .filter((row) => row.state === 'sent' && now - row.nextAt > LOG_AGE)
        .map((row) => row.id);
    const tooOld = rows
        .filter((row) => isPending(row) && row.state !== 'held' && now - row.createdAt > MAX_AGE)
        .map((row): OutboxRow => ({ ...row, state: 'held', error: null }));
    const kept = rows.filter((row) => tooOld.every((old) => old.id !== row.id));
    const next = dueRows(kept, now).find((row) => !tried.has(row.id));
    if (!next) return { put: tooOld, remove, result: undefined };
    const sending: OutboxRow = { ...next, state: 'sending', uncertain: true };
    const result = next.state === 'sending' ? { ...next, uncertain: true } : next;
    return { put: [...tooOld, sending], remove, result };
}

/** The server has answered to a row. */
export function answered(
    rows: readonly OutboxRow[],
    row: OutboxRow,
    outcome: Outcome,
    now: number,
): Step<null> {
    // The device was wiped meanwhile: nothing is to come back.
    if (rows.every((other) => other.id !== row.id)) return { put: [], remove: [], result: null };
    const others = rows.filter((other) => other.id !== row.id);
    if (row.type !== 'post') {
        const made = 'list' in outcome ? outcome.list.id : 'filter' in outcome ? outcome.filter.id : null;
        const named = made === null || row.target === made ? [] : renamed(others, row.target, made);
        return { put: named, remove: [row.id], result: null };
    }
    const replies = others.filter((other) => other.dependsOn === row.id && other.type === 'post');
    if ('status' in outcome) {
        const sent: OutboxRow = { ...row, state: 'sent', nextAt: now, error: null, result: outcome.status };
        return {
            put: [sent, ...replies.map((reply) => inReplyTo(reply, outcome.status.id))],
            remove: [],
            result: null,
        };
    }
    // What is scheduled cannot be answered before its time.
    const stranded = replies.map((reply): OutboxRow => ({ ...reply, state: 'failed', dependsOn: null }));
    return { put: stranded, remove: [row.id], result: null };
}

/** An attempt to send `before`, as it was before, has failed. The result says whether trying others makes no sense now. */
export function failed(
    rows: readonly OutboxRow[],
    before: OutboxRow,
    error: unknown,
    now: number,
): Step<{ pause: boolean }> {
    const next = afterFailure(before, error, now);
    const result = { pause: next?.state === 'retry' || next?.state === 'held' };
    const isThere = rows.some((row) => row.id === before.id);
    if (!isThere) return { put: [], remove: [], result };
    if (next === null) return { put: [], remove: [before.id], result };
    // Followed by a newer wish for the same thing while it was on its way; that one inherits the doubt.
    const newer = rows.filter((row) => isAlike(row, before) && row.seq > before.seq && isPending(row));
    if (newer.length > 0 && next.state !== 'held') {
        const put = newer.map((row) => ({ ...row, uncertain: row.uncertain || next.uncertain }));
        return { put, remove: [before.id], result };
    }
    // What was to be made here does not exist: nothing can be done with it.
    const orphans =
        next.state === 'failed' && before.target && isLocal(before.target)
            ? rows.filter((row) => row.id !== before.id && sharesThing(row, before)).map((row) => row.id)
            : [];
    return { put: [next], remove: orphans, result };
}

/** Takes posts on of which each answers the one before. The result are their rows. */
export function threadIntended(
    rows: readonly OutboxRow[],
    posts: readonly PostOperation[],
    options: QueueOptions & { now: number },
): Step<OutboxRow[]> {
    const seq = nextSeq(rows);
    const [first, ...others] = threadRows(posts, { ...options, seq });
    if (!first) return { put: [], remove: [], result: [] };
    const put = [inReplyToSent(rows, first), ...others];
    return { put, remove: [], result: put };
}

/**
 * Takes a row back, unless it is on its way, and a post with the rest of its thread; the result is how they were. What the
 * server may have is withdrawn there after `holdFor`.
 */
export function takenBack(
    rows: readonly OutboxRow[],
    id: string,
    { now, holdFor = 0 }: { now: number; holdFor?: number },
): Step<OutboxRow[]> {
    const row = rows.find((other) => other.id === id);
    const taken = row?.type === 'post' ? threadFrom(rows, id) : row ? [row] : [];
    if (taken.length === 0 || taken.some(({ state }) => state === 'sending' || state === 'sent'))
        return { put: [], remove: [], result: [] };
    const put: OutboxRow[] = [];
    for (const { type, id: key, uncertain } of taken)
        if (type === 'post' && uncertain) {
            const withdrawal: Operation = { type: 'withdraw', target: key, payload: {} };
            put.push(...intended([...rows, ...put], withdrawal, { now, holdFor }).put);
        }
    return { put, remove: taken.map((one) => one.id), result: taken };
}

/** Puts back what was taken back. The result is false where the server was told meanwhile. */
export function restored(rows: readonly OutboxRow[], taken: readonly OutboxRow[]): Step<boolean> {
    const ids = new Set(taken.map(({ id }) => id));
    const withdrawals = rows.filter((row) => row.type === 'withdraw' && ids.has(row.target));
    const told =
        withdrawals.length < taken.filter((row) => row.type === 'post' && row.uncertain).length ||
        withdrawals.some((row) => row.state !== 'waiting' || row.attempts > 0);
    if (told) return { put: [], remove: [], result: false };
    return { put: [...taken], remove: withdrawals.map(({ id }) => id), result: true };
}

/** Has rows sent again, now, whatever they waited for. The result are those rows. */
export function hurried(
    rows: readonly OutboxRow[],
    which: (row: OutboxRow) => boolean,
    now: number,
): Step<OutboxRow[]> {
    const put = rows
        .filter((row) => isUnsent(row) && row.state !== 'sending' && which(row))
        .map((row): OutboxRow => {
            // Who was asked after two weeks has said yes.
            const createdAt = row.state === 'held' ? now : row.createdAt;
            return { ...row, state: 'waiting', nextAt: now, error: null, createdAt };
        });
    return { put, remove: [], result: put };
}

function nextSeq(rows: readonly OutboxRow[]): number {
    return Math.max(0, ...rows.map((row) => row.seq)) + 1;
}

/** What it answers may have been sent already. */
function inReplyToSent(rows: readonly OutboxRow[], row: OutboxRow): OutboxRow {
    const parent = rows.find(({ id }) => id === row.dependsOn)?.result;
    return parent ? inReplyTo(row, parent.id) : row;
}

function isUnsent(row: OutboxRow): boolean {
    return row.state !== 'sent';
}

function inReplyTo(row: OutboxRow, statusId: string): OutboxRow {
    if (row.type !== 'post') return row;
    return { ...row, payload: { ...row.payload, in_reply_to_id: statusId } };
}

function sharesThing(a: Operation, b: Operation): boolean {
    return concerns(a).some((thing) => concerns(b).includes(thing));
}

/** What named a thing by the device's id names it by the server's. */
function renamed(rows: readonly OutboxRow[], was: string, id: string): OutboxRow[] {
    return rows.map((row) => [row, withId(row, was, id)] as const).flatMap(([a, b]) => (a === b ? [] : [b]));
}
