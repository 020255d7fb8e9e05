import { and, eq, inArray, isNull } from 'drizzle-orm';
import {
    isId,
    newestFirst,
    sliceOrder,
    withinSlice,
    type Database,
    type Queryable,
    type Slice,
} from '../../db';
import { interactionRequests, type Interaction } from '../../db/schema';
import { NotFound } from '../../errors';
import type { Actor } from '../users';

export type InteractionRequest = typeof interactionRequests.$inferSelect;

/** What of a member's undecided requests is asked for. */
export interface RequestFilter {
    kinds: readonly Interaction[];
    /** About one status alone. */
    statusId?: string;
}

/** What waits for the actor's decision, the latest first. */
export async function listRequests(
    db: Database,
    actor: Actor,
    { kinds, statusId }: RequestFilter,
    slice: Slice,
): Promise<InteractionRequest[]> {
    const rows = await db
        .select()
        .from(interactionRequests)
        .where(
            and(
                eq(interactionRequests.accountId, actor.accountId),
                inArray(interactionRequests.kind, [...kinds]),
                isNull(interactionRequests.acceptedAt),
                isNull(interactionRequests.rejectedAt),
                statusId === undefined ? undefined : eq(interactionRequests.statusId, statusId),
                withinSlice(interactionRequests.id, slice),
            ),
        )
        .orderBy(sliceOrder(interactionRequests.id, slice))
        .limit(slice.limit);
    return newestFirst(rows, slice);
}

/** A request that the actor decides, or has decided. @throws NotFound also for somebody else's. */
export async function findRequest(db: Queryable, actor: Actor, id: string): Promise<InteractionRequest> {
    const [request] = isId(id)
        ? await db
              .select()
              .from(interactionRequests)
              .where(and(eq(interactionRequests.id, id), eq(interactionRequests.accountId, actor.accountId)))
        : [];
    if (!request) throw new NotFound();
    return request;
}
