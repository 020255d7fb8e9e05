import type { Fetch } from '../api/request';
import type { LocalDatabase } from '../database/records';
import { applyAnyhow, type RowChange } from './ledger';
import { perform, type Outcome } from './perform';
import type { OutboxRow } from './row';
import { answered, claimed, failed, type Step } from './steps';

export interface FlushContext {
    database: LocalDatabase;
    fetch: Fetch;
    now?: () => number;
    /** Its turn has come. */
    onBegin?: () => void;
    /** Hears of every row that changed. */
    onChanges?: (changes: readonly RowChange[]) => void;
    /** Hears of what the server answered. */
    onOutcome?: (row: OutboxRow, outcome: Outcome) => void | Promise<void>;
    /** Ends sending after the row that is on its way. */
    signal?: AbortSignal;
}

/** For browsers without locks: within one page at least. */
let line: Promise<void> = Promise.resolve();

/**
 * Sends what is due, one row after the other, until nothing is. Only one flusher works at a time, be it a tab or the
 * service worker; another waits for it, and does what is left.
 */
export async function flushOutbox(accountId: string, context: FlushContext): Promise<void> {
    const locks = globalThis.navigator?.locks;
    if (locks) return locks.request(`atoll-outbox-${accountId}`, () => drain(context));
    line = line.then(() => drain(context)).catch(() => {});
    return line;
}

async function drain(context: FlushContext): Promise<void> {
    // Each row is tried once in one go; its next time comes by its own clock.
    const tried = new Set<string>();
    context.onBegin?.();
    while (!context.signal?.aborted) {
        const row = await take(context, (rows) => claimed(rows, tried, now(context)));
        if (!row) return;
        tried.add(row.id);
        const paused = await sendOne(context, row);
        if (paused) return;
    }
}

/** Sends one row; answers true when trying others makes no sense now. */
async function sendOne(context: FlushContext, row: OutboxRow): Promise<boolean> {
    let outcome: Outcome;
    try {
        outcome = await perform(context.fetch, row);
    } catch (error) {
        return (await take(context, (rows) => failed(rows, row, error, now(context)))).pause;
    }
    if (row.type === 'edit') await context.database.write([{ store: 'drafts', delete: row.payload.draftId }]);
    // Taken in before the row goes: what it laid over the screen is not missed for a moment.
    await context.onOutcome?.(row, outcome);
    await take(context, (rows) => answered(rows, row, outcome, now(context)));
    return false;
}

async function take<T>(context: FlushContext, step: (rows: OutboxRow[]) => Step<T>): Promise<T> {
    const { changes, result } = await applyAnyhow(context.database, step);
    if (changes.length > 0) context.onChanges?.(changes);
    return result;
}

function now({ now: clock = Date.now }: FlushContext): number {
    return clock();
}
