import { inTransaction, newId, type Database } from '../../db';
import { ServiceUnavailable } from '../../errors';
import type { Viewer } from '../users';
import { claimIdempotencyKey, type Made } from './claim-idempotency-key';
import type { Draft } from './draft';
import type { StatusRow } from './find-visible-status';
import { prepareDraft, writePost } from './write-post';

/**
 * Posts what a member wrote. With an `idempotencyKey` the same request again gives the same status, also while the
 * first one is still under way.
 * @throws Unprocessable for a draft that cannot be posted, NotFound for a reply to what the member may not see.
 */
export async function postStatus(
    db: Database,
    viewer: Viewer,
    draft: Draft,
    { idempotencyKey }: { idempotencyKey?: string } = {},
): Promise<Pick<StatusRow, 'id'>> {
    const prepared = await prepareDraft(db, viewer, draft);
    return inTransaction(db, async (tx) => {
        const id = newId();
        if (idempotencyKey !== undefined) {
            const claim = { key: idempotencyKey, request: draft, statusId: id };
            const earlier = await claimIdempotencyKey(tx, viewer, claim);
            if (earlier) return postedAs(earlier);
        }
        return writePost(tx, viewer, prepared, id);
    });
}

/** A post that was scheduled by the same request, and whose time has come, is about to be there. */
function postedAs({ statusId }: Made): Pick<StatusRow, 'id'> {
    if (statusId === null) throw new ServiceUnavailable();
    return { id: statusId };
}
