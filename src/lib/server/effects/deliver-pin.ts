import type { Database } from '../db';
import { audienceRules } from '../domain/statuses';
import { loadNote, pinActivity } from '../federation/documents';
import { enqueueActivity, followerInboxes, PRIORITY } from '../federation/outbox';
import type { Effect } from './effect';

/** Tells the servers of a member's followers what stands on top of the member's profile now. */
export const deliverPin: Effect<'status.pinned'> = (db, fact) => deliver(db, 'Add', fact);

/** Tells them what stands there no more. */
export const deliverUnpin: Effect<'status.unpinned'> = (db, fact) => deliver(db, 'Remove', fact);

/** The collection is for everybody, and so is what is said of it: of other posts than open ones nothing is told. */
async function deliver(
    db: Database,
    type: 'Add' | 'Remove',
    { statusId, at }: { statusId: string; at: number },
): Promise<void> {
    const parts = await loadNote(db, statusId);
    if (!parts?.status.local || parts.status.localOnly || !audienceRules[parts.status.visibility].open)
        return;
    await enqueueActivity(db, {
        accountId: parts.author.id,
        activity: pinActivity(type, parts, at),
        inboxes: await followerInboxes(db, parts.author.id),
        priority: PRIORITY.completion,
    });
}
