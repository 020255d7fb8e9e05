import { newId, type Transaction } from '../../db';
import { interactionRequests, type Interaction } from '../../db/schema';
import type { Actor } from '../users';
import type { StatusRow } from './find-visible-status';

/** Leaves it to the author of a status whether somebody may do something with it. Asking twice is asking once. */
export async function askPermission(
    tx: Transaction,
    actor: Actor,
    kind: Interaction,
    status: Pick<StatusRow, 'id' | 'accountId'>,
    {
        byStatusId,
        uri,
    }: {
        /** The reply or quote that waits for the answer. */
        byStatusId?: string;
        /** The activity that asks, where somebody elsewhere does. */
        uri?: string;
    } = {},
): Promise<void> {
    await tx
        .insert(interactionRequests)
        .values({
            id: newId(),
            accountId: status.accountId,
            fromAccountId: actor.accountId,
            statusId: status.id,
            kind,
            byStatusId,
            uri,
        })
        .onConflictDoNothing();
}
