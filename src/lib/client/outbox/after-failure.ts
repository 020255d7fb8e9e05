import { ApiError, isTransient } from '../api/errors';
import { MAX_AGE } from './queue';
import type { OutboxRow } from './row';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const BACKOFF = [5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE];

/** Up to a fifth more, so that a thousand devices do not come back in the same instant. */
function delay(attempts: number, random: () => number): number {
    const base = BACKOFF[Math.min(attempts, BACKOFF.length - 1)] ?? 15 * MINUTE;
    return base * (1 + random() / 5);
}

/**
 * The row as it is after an attempt that failed; null when it has no purpose left, as a favourite of a post that is
 * gone.
 */
export function afterFailure(
    row: OutboxRow,
    error: unknown,
    now: number,
    random: () => number = Math.random,
): OutboxRow | null {
    const attempts = row.attempts + 1;
    const status = error instanceof ApiError ? error.status : 0;
    const told = { status, message: error instanceof ApiError ? error.message : '' };
    if (isTransient(error) || !(error instanceof ApiError)) {
        if (now - row.createdAt > MAX_AGE) return { ...row, attempts, state: 'held', error: told };
        const retryAt = error instanceof ApiError ? error.retryAt?.getTime() : undefined;
        return {
            ...row,
            attempts,
            state: 'retry',
            error: told,
            nextAt: retryAt ?? now + delay(row.attempts, random),
        };
    }
    if (status === 401 || status === 403) return { ...row, attempts, state: 'held', error: told };
    if ((status === 404 || status === 410) && row.type !== 'post') return null;
    return { ...row, attempts, state: 'failed', error: told };
}
