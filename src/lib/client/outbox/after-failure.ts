import { ApiError, isTransient } from '../api/errors';
import type { OutboxRow } from './row';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const BACKOFF = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE];

/** Up to a fifth more, so that a thousand devices do not come back in the same instant. */
function delay(attempts: number, random: () => number): number {
    const base = BACKOFF[Math.min(attempts, BACKOFF.length) - 1] ?? 15 * MINUTE;
    return base * (1 + random() / 5);
}

/**
 * The row as it is after an attempt that failed; null when it has no purpose left, as a favourite of a post that is
 * gone. `before` is the row as it was before that attempt.
 */
export function afterFailure(
    before: OutboxRow,
    error: unknown,
    now: number,
    random: () => number = Math.random,
): OutboxRow | null {
    const attempts = before.attempts + 1;
    if (!(error instanceof ApiError)) {
        const told = { status: 0, message: '' };
        const nextAt = now + delay(attempts, random);
        return { ...before, attempts, uncertain: true, state: 'retry', error: told, nextAt };
    }
    const { status, message, retryAt } = error;
    const row: OutboxRow = { ...before, attempts, error: { status, message } };
    if (isTransient(error)) {
        // Only a limit is asked before anything is done.
        const uncertain = before.uncertain || status !== 429;
        const nextAt = retryAt?.getTime() ?? now + delay(attempts, random);
        return { ...row, uncertain, state: 'retry', nextAt };
    }
    if (status === 401) return { ...row, state: 'held' };
    if ((status === 404 || status === 410) && row.type !== 'post') return null;
    // Whatever was sent before under the same key would have been answered by it.
    return { ...row, uncertain: status === 403 && before.uncertain, state: 'failed' };
}
