import type { Conversation } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import { findConversation, type ConversationRow } from '../domain/conversations';
import type { Actor } from '../domain/users';
import { NotFound } from '../errors';
import { presentSubjects } from './notification';

/** https://docs.joinmastodon.org/entities/Conversation/ */
export async function presentConversations(
    db: Database,
    viewer: Actor,
    rows: readonly ConversationRow[],
): Promise<Conversation[]> {
    const { accounts, statuses } = await presentSubjects(
        db,
        viewer,
        rows.flatMap(({ otherAccountIds }) => otherAccountIds),
        rows.flatMap(({ lastStatusId }) => lastStatusId ?? []),
    );
    return rows.map(({ id, unread, otherAccountIds, lastStatusId }) => ({
        id,
        unread,
        accounts: otherAccountIds.flatMap((accountId) => accounts.get(accountId) ?? []),
        last_status: statuses.get(lastStatusId ?? '') ?? null,
    }));
}

/**
 * The conversation `id` of the viewer.
 * @throws NotFound
 */
export async function presentConversation(db: Database, viewer: Actor, id: string): Promise<Conversation> {
    const [entity] = await presentConversations(db, viewer, [await findConversation(db, viewer, id)]);
    if (!entity) throw new NotFound();
    return entity;
}
