import { DocumentRefused, idOf } from '../../activitypub/untrusted';
import type { ActivityRecord } from '../../activitypub/read-activity';
import type { Database } from '../../db';
import { findByUri, refreshStatus } from '../../domain/statuses';
import { enqueue, type JobKind } from '../../jobs';

/** The queue of posts that somebody else's server told us of. */
export const FORWARDED = 'forwarded';

interface ForwardedJob {
    uri: string;
}

/**
 * Looks at an activity that its signer did not say: a server hands on answers in threads of its people (ActivityPub
 * 7.1.2). Nothing of it is believed. Where it tells of an answer to a post that is known here, or of a change to one
 * that is, the post's id is kept, and the post is read at its own origin.
 */
export async function considerForwarded(
    db: Database,
    { type, actor, object }: ActivityRecord,
): Promise<void> {
    if (type !== 'Create' && type !== 'Update' && type !== 'Delete') return;
    if (!object.id || new URL(object.id).origin !== new URL(actor).origin) return;
    const parent = idOf(object.embedded?.inReplyTo);
    const isOfInterest =
        (await findByUri(db, object.id)) ?? (type === 'Create' && parent && (await findByUri(db, parent)));
    if (isOfInterest)
        await enqueue(db, FORWARDED, [{ uri: object.id } satisfies ForwardedJob], {
            singletonKey: object.id,
        });
}

/** Reads a post at its origin that somebody else's server told us of. */
export const forwardedJob: JobKind<ForwardedJob> = {
    batch: 10,
    retries: 3,
    retryDelay: 30,
    oncePerKey: true,
    async run(db, { uri }) {
        try {
            await refreshStatus(db, uri);
        } catch (error) {
            if (!(error instanceof DocumentRefused) || error.reason === 'unavailable') throw error;
        }
    },
};
