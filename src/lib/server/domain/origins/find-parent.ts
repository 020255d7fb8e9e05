import { eq } from 'drizzle-orm';
import { OutboundError } from '../../activitypub/outbound-error';
import { DocumentRefused } from '../../activitypub/untrusted';
import type { Database } from '../../db';
import { statuses } from '../../db/schema';
import type { JobKind } from '../../jobs';
import { findOffered } from '../statuses';
import { allowance } from './allowance';

/** The queue of answers to posts that are not here. */
export const ORPHANS = 'orphans';

/** A post that answers an unknown one, and how many answers led to it. */
export interface Orphan {
    statusId: string;
    depth: number;
}

/**
 * Reads what a post answers at its origin, where everybody may read it. That post may answer another: the next step is
 * a job of its own, so that a long way up neither fails as a whole nor holds up others.
 */
export const orphanJob: JobKind<Orphan> = { batch: 20, retries: 4, retryDelay: 30, run: findParent };

async function findParent(db: Database, { statusId, depth }: Orphan): Promise<void> {
    const [orphan] = await db.select().from(statuses).where(eq(statuses.id, statusId));
    if (!orphan?.inReplyToUri || orphan.inReplyToId !== null) return;
    const { inReplyToUri } = orphan;
    if (!allowance.spend(new URL(inReplyToUri).host)) throw new DocumentRefused('unavailable');
    try {
        await findOffered(db, inReplyToUri, { collection: inReplyToUri, path: { threadDepth: depth + 1 } });
    } catch (error) {
        if (isFinal(error)) return;
        throw error;
    }
}

/** Whether asking again would answer the same. */
export function isFinal(error: unknown): boolean {
    if (error instanceof DocumentRefused) return error.reason !== 'unavailable';
    return error instanceof OutboundError && error.reason !== 'network' && error.reason !== 'timeout';
}
