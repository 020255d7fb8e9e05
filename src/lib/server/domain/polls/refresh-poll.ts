import { DocumentRefused } from '../../activitypub/untrusted';
import type { Database, Queryable } from '../../db';
import { enqueue } from '../../jobs';
import { refreshStatus } from '../statuses';
import type { VisiblePoll } from './find-visible-poll';

/** The queue of polls elsewhere whose numbers somebody here wants to know. */
export const REFRESHED_POLLS = 'refreshed-polls';

export interface RefreshedPoll {
    uri: string;
}

/** Numbers younger than this many milliseconds are good enough. */
const FRESH = 60_000;

/** Has the numbers of a remote poll asked for at its origin, where they may have changed since. */
export async function refreshSoon(db: Queryable, { poll, status }: VisiblePoll): Promise<void> {
    if (status.local || !isStale(poll)) return;
    const { uri } = status;
    await enqueue(db, REFRESHED_POLLS, [{ uri } satisfies RefreshedPoll], { singletonKey: uri });
}

/** A result that was asked for after the end is final. */
function isStale({ fetchedAt, expiresAt }: VisiblePoll['poll']): boolean {
    if (!fetchedAt) return true;
    if (expiresAt && fetchedAt > expiresAt) return false;
    return Date.now() - fetchedAt.getTime() > FRESH;
}

/**
 * Reads a remote poll at its origin.
 * @throws OutboundError where trying again may help
 */
export async function refreshPoll(db: Database, { uri }: RefreshedPoll): Promise<void> {
    try {
        await refreshStatus(db, uri);
    } catch (error) {
        if (!(error instanceof DocumentRefused) || error.reason === 'unavailable') throw error;
    }
}
