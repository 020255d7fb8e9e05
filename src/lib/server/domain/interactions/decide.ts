import { and, eq, isNull } from 'drizzle-orm';
import { inTransaction, type Database, type Transaction } from '../../db';
import { accounts, interactionRequests } from '../../db/schema';
import { acceptQuote, rejectQuote } from '../quotes';
import { boostStatus, favouriteStatus, letThrough, stampUri } from '../statuses';
import type { Actor } from '../users';
import { findRequest, type InteractionRequest } from './requests';

/**
 * Lets somebody do what they asked for, now. What was decided before stays as it was decided.
 * @throws NotFound also for somebody else's request, and where who asked may not see the status any more.
 */
export async function authorizeRequest(db: Database, actor: Actor, id: string): Promise<InteractionRequest> {
    await inTransaction(db, async (tx) => {
        const request = await decide(tx, actor, id, { acceptedAt: new Date() });
        if (request) await carryOut(tx, request);
    });
    return findRequest(db, actor, id);
}

/** Does not let somebody do what they asked for. @throws NotFound also for somebody else's request. */
export async function rejectRequest(db: Database, actor: Actor, id: string): Promise<InteractionRequest> {
    await inTransaction(db, async (tx) => {
        const request = await decide(tx, actor, id, { rejectedAt: new Date() });
        if (request?.kind === 'quote' && request.byStatusId)
            await rejectQuote(tx, request.byStatusId, {
                requestUri: request.uri,
                quoteOfId: request.statusId,
            });
    });
    return findRequest(db, actor, id);
}

/** Writes the decision down; undefined where there was one already. */
async function decide(
    tx: Transaction,
    actor: Actor,
    id: string,
    decision: Partial<Pick<InteractionRequest, 'acceptedAt' | 'rejectedAt'>>,
): Promise<InteractionRequest | undefined> {
    await findRequest(tx, actor, id);
    const [decided] = await tx
        .update(interactionRequests)
        .set(decision)
        .where(
            and(
                eq(interactionRequests.id, id),
                isNull(interactionRequests.acceptedAt),
                isNull(interactionRequests.rejectedAt),
            ),
        )
        .returning();
    return decided;
}

async function carryOut(
    tx: Transaction,
    { kind, fromAccountId, accountId, statusId, byStatusId, uri }: InteractionRequest,
): Promise<void> {
    const asker = { accountId: fromAccountId };
    const options = { isApproved: true, ...(uri !== null && { uri }) };
    if (kind === 'favourite') await favouriteStatus(tx, asker, statusId, options);
    else if (kind === 'boost') await boostStatus(tx, asker, statusId, options);
    else if (byStatusId !== null && kind === 'reply') await letThrough(tx, byStatusId);
    else if (byStatusId !== null) {
        const [author] = await tx
            .select({ uri: accounts.uri })
            .from(accounts)
            .where(eq(accounts.id, accountId));
        const stamp = author ? stampUri(author.uri, byStatusId) : null;
        await acceptQuote(tx, byStatusId, { quoteOfId: statusId, stampUri: stamp, requestUri: uri });
    }
}
