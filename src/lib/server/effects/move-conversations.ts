import { inTransaction } from '../db';
import { forgetDirectStatus, recordDirectStatus } from '../domain/conversations';
import { audienceRules } from '../domain/statuses';
import { directRoom, publish } from '../streaming/publish';
import type { Effect } from './effect';
import { outlineOf } from './outline-of';

/**
 * Brings a direct status to the top of the conversations it belongs to, and tells those who are looking; both together,
 * so that a second try tells nobody twice.
 */
export const moveConversations: Effect<'status.created' | 'status.sent' | 'status.edited'> = async (
    db,
    fact,
) => {
    const outline = await outlineOf(db, fact);
    if (!outline || !audienceRules[outline.visibility].personal) return;
    await inTransaction(db, async (tx) => {
        const moved = await recordDirectStatus(tx, fact.statusId);
        await publish(
            tx,
            moved.map(({ id, accountId }) => ({
                rooms: [directRoom(accountId)],
                event: 'conversation',
                subjectId: id,
            })),
        );
    });
};

/** What is deleted no longer stands on top of a conversation. */
export const forgetInConversations: Effect<'status.deleted'> = (db, { statusId, accountId, audience }) =>
    forgetDirectStatus(db, statusId, [accountId, ...audience.mentionedIds]);
