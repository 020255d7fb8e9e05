import type { Database } from '../db';
import { findRemoteVoters } from '../domain/polls';
import { audienceRules, holdersOfStatus } from '../domain/statuses';
import {
    createActivity,
    loadNote,
    pollNumbersActivity,
    updateActivity,
    type ActivityDocument,
    type NoteParts,
} from '../federation/documents';
import { enqueueActivity, inboxesOfStatus, PRIORITY } from '../federation/outbox';
import type { Effect } from './effect';
import { outlineOf } from './outline-of';

/** Sends a member's new post to the servers of those it is for. */
export const deliverStatus: Effect<'status.created'> = (db, fact) => deliver(db, fact, createActivity);

/** Sends a member's edited post to the servers of those it is for, and where it has spread if everybody may see it. */
export const deliverEdit: Effect<'status.edited'> = async (db, fact) =>
    deliver(db, fact, (parts) => updateActivity(parts), await holdersOfStatus(db, fact.statusId));

/** Sends a member's post again because something besides its text changed; `occasion` tells one change from another. */
export async function deliverChange(db: Database, statusId: string, occasion: string): Promise<void> {
    const holders = await holdersOfStatus(db, statusId);
    await deliver(db, { statusId }, (parts) => updateActivity(parts, occasion), holders);
}

/** Tells whoever has a member's poll how it stands, and those who voted in it. */
export const deliverPollNumbers: Effect<'poll.counted' | 'poll.ended'> = async (db, { statusId }) =>
    deliver(db, { statusId }, pollNumbersActivity, [
        ...(await holdersOfStatus(db, statusId)),
        ...(await findRemoteVoters(db, statusId)),
    ]);

async function deliver(
    db: Database,
    fact: { statusId: string },
    activityOf: (parts: NoteParts) => ActivityDocument,
    holderIds: string[] = [],
): Promise<void> {
    // Most posts come from elsewhere, and are for others to deliver.
    const outline = await outlineOf(db, fact);
    if (!outline?.isForDelivery) return;
    const { statusId } = fact;
    const { personal, open } = audienceRules[outline.visibility];
    const inboxes = [
        ...(await inboxesOfStatus(db, {
            statusId,
            forFollowers: !personal,
            otherIds: open ? holderIds : [],
        })),
        ...outline.relays.map(({ inboxUrl }) => inboxUrl),
    ];
    const parts = inboxes.length > 0 && (await loadNote(db, statusId));
    if (!parts) return;
    const priority = personal ? PRIORITY.direct : PRIORITY.followers;
    await enqueueActivity(db, { accountId: parts.author.id, activity: activityOf(parts), inboxes, priority });
}
