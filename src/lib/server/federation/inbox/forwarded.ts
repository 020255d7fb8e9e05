import { DocumentRefused, idOf } from '../../activitypub/untrusted';
import type { ActivityRecord } from '../../activitypub/read-activity';
import type { Database } from '../../db';
import { findRelay, takeRelayed } from '../../domain/relays';
import { findByUri, refreshStatus } from '../../domain/statuses';
import { enqueue, type JobKind } from '../../jobs';

/** The queue of posts that somebody else's server told us of. */
export const FORWARDED = 'forwarded';

interface ForwardedJob {
    uri: string;
    /** Where a relay takes what it passes on. */
    relayInbox?: string;
}

/**
 * Looks at an activity that its signer did not say: a server hands on answers in threads of its people (ActivityPub
 * 7.1.2). Nothing of it is believed. Where it tells of an answer to a post that is known here, or of a change to one
 * that is, the post's id is kept, and the post is read at its own origin. Of a relay that the community asked every new
 * post is of interest. Whether it was handed on by one is returned: relays are not told to stop.
 */
export async function considerForwarded(
    db: Database,
    { type, actor, object }: ActivityRecord,
    by: { uri: string },
): Promise<boolean> {
    const relay = await findRelay(db, by.uri);
    const isPassedOn = relay !== undefined;
    if (type !== 'Create' && type !== 'Update' && type !== 'Delete') return isPassedOn;
    if (!object.id || new URL(object.id).origin !== new URL(actor).origin) return isPassedOn;
    const parent = idOf(object.embedded?.inReplyTo);
    const known =
        (await findByUri(db, object.id)) ?? (type === 'Create' && parent && (await findByUri(db, parent)));
    const isNew = isPassedOn && type === 'Create' && !known;
    if (!known && !isNew) return isPassedOn;
    const job: ForwardedJob = { uri: object.id, ...(isNew && { relayInbox: relay.inboxUrl }) };
    await enqueue(db, FORWARDED, [job], { singletonKey: object.id });
    return isPassedOn;
}

/** Reads a post at its origin that somebody else's server told us of. */
export const forwardedJob: JobKind<ForwardedJob> = {
    batch: 10,
    retries: 3,
    retryDelay: 30,
    oncePerKey: true,
    async run(db, { uri, relayInbox }) {
        try {
            if (relayInbox === undefined) await refreshStatus(db, uri);
            else await takeRelayed(db, { inboxUrl: relayInbox }, uri);
        } catch (error) {
            if (!(error instanceof DocumentRefused) || error.reason === 'unavailable') throw error;
        }
    },
};
