import type { Fetch } from '../api/request';
import type { Change, LocalDatabase } from '../database/records';
import { afterFailure } from './after-failure';
import { isAlike } from './alike';
import { perform, type Outcome } from './perform';
import { dueRows, LOG_AGE } from './queue';
import type { OutboxRow } from './row';

export interface FlushContext {
    database: LocalDatabase;
    fetch: Fetch;
    now?: () => number;
    /** Hears of every row that changed; `null` when it is gone. */
    onRow?: (id: string, row: OutboxRow | null) => void;
    /** Hears of what the server answered. */
    onOutcome?: (row: OutboxRow, outcome: Outcome) => void | Promise<void>;
}

/**
 * Sends what is due, one row after the other, until nothing is. Only one flusher works at a time, be it a tab or the
 * service worker; answers false when another has the lock.
 */
export async function flushOutbox(accountId: string, context: FlushContext): Promise<boolean> {
    const locks = globalThis.navigator?.locks;
    if (!locks) return (await drain(context), true);
    return locks.request(`atoll-outbox-${accountId}`, { ifAvailable: true }, async (lock) => {
        if (!lock) return false;
        await drain(context);
        return true;
    });
}

async function drain(context: FlushContext): Promise<void> {
    const { database, now = Date.now } = context;
    // Each row is tried once in one go; its next time comes by its own clock.
    const tried = new Set<string>();
    for (;;) {
        const rows = await database.getAll('outbox');
        await forgetOld(context, rows, now());
        const row = dueRows(rows, now()).find((due) => !tried.has(due.id));
        if (!row) return;
        tried.add(row.id);
        const paused = await sendOne(context, row, now);
        if (paused) return;
    }
}

/** Sends one row; answers true when trying others makes no sense now. */
async function sendOne(context: FlushContext, row: OutboxRow, now: () => number): Promise<boolean> {
    const { database } = context;
    await save(context, { ...row, state: 'sending' });
    let outcome: Outcome;
    try {
        outcome = await perform(context.fetch, row);
    } catch (error) {
        const next = afterFailure(row, error, now());
        const settled = next === null || (await isOvertaken(context, row));
        await (settled ? drop(context, row) : save(context, next));
        return next?.state === 'retry' || next?.state === 'held';
    }
    if (row.type === 'post' && 'status' in outcome) {
        await answerReplies(context, row, outcome.status.id);
        await save(context, { ...row, state: 'sent', nextAt: now(), error: null, result: outcome.status });
    } else {
        await drop(context, row);
    }
    if (row.type === 'edit') await database.write([{ store: 'drafts', delete: row.payload.draftId }]);
    await context.onOutcome?.(row, outcome);
    return false;
}

/** Taken back, or followed by a newer wish for the same thing, while it was on its way. */
async function isOvertaken(context: FlushContext, row: OutboxRow): Promise<boolean> {
    const rows = await context.database.getAll('outbox');
    return (
        !rows.some((other) => other.id === row.id) ||
        rows.some((other) => isAlike(other, row) && other.seq > row.seq)
    );
}

/** A reply that waited for its parent now knows what it replies to. */
async function answerReplies(context: FlushContext, parent: OutboxRow, statusId: string): Promise<void> {
    for (const row of await context.database.getAll('outbox'))
        if (row.type === 'post' && row.dependsOn === parent.id)
            await save(context, { ...row, payload: { ...row.payload, in_reply_to_id: statusId } });
}

async function forgetOld(context: FlushContext, rows: OutboxRow[], now: number): Promise<void> {
    for (const row of rows) if (row.state === 'sent' && now - row.nextAt > LOG_AGE) await drop(context, row);
}

async function save(context: FlushContext, row: OutboxRow): Promise<void> {
    await context.database.write([{ store: 'outbox', put: row } satisfies Change]);
    context.onRow?.(row.id, row);
}

async function drop(context: FlushContext, row: OutboxRow): Promise<void> {
    await context.database.write([{ store: 'outbox', delete: row.id }]);
    context.onRow?.(row.id, null);
}
