import type { InteractionRequest } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import type { Interaction } from '../db/schema';
import type { InteractionRequest as RequestRow } from '../domain/interactions';
import type { Actor } from '../domain/users';
import { NotFound } from '../errors';
import { presentSubjects } from './notification';

const TYPES: Record<Interaction, InteractionRequest['type']> = {
    favourite: 'favourite',
    reply: 'reply',
    boost: 'reblog',
    quote: 'quote',
};

/** What waits for a member's decision, in the order of `rows`; what is gone is left out. */
export async function presentInteractionRequests(
    db: Database,
    viewer: Actor,
    rows: readonly RequestRow[],
): Promise<InteractionRequest[]> {
    const { accounts, statuses } = await presentSubjects(
        db,
        viewer,
        rows.map(({ fromAccountId }) => fromAccountId),
        rows.flatMap(({ statusId, byStatusId }) => [statusId, byStatusId ?? []].flat()),
    );
    return rows.flatMap((row) => {
        const account = accounts.get(row.fromAccountId);
        const status = statuses.get(row.statusId);
        if (!account || !status) return [];
        const by = row.byStatusId === null ? undefined : statuses.get(row.byStatusId);
        return [
            {
                id: row.id,
                type: TYPES[row.kind],
                created_at: row.createdAt.toISOString(),
                account,
                status,
                ...(by && (row.kind === 'quote' ? { quote: by } : { reply: by })),
                ...(row.acceptedAt && { accepted_at: row.acceptedAt.toISOString() }),
                ...(row.rejectedAt && { rejected_at: row.rejectedAt.toISOString() }),
                ...(row.uri !== null && { uri: row.uri }),
            },
        ];
    });
}

/** One of them. @throws NotFound where the status or whoever asked is gone. */
export async function presentInteractionRequest(
    db: Database,
    viewer: Actor,
    row: RequestRow,
): Promise<InteractionRequest> {
    const [entity] = await presentInteractionRequests(db, viewer, [row]);
    if (!entity) throw new NotFound();
    return entity;
}
