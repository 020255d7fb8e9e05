import { and, eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { isId, newestFirst, sliceOrder, withinSlice, type Database, type Slice } from '../../db';
import { conversationParticipants as participants } from '../../db/schema';
import { NotFound } from '../../errors';
import { isWelcomeTo } from '../statuses';
import type { Actor } from '../users';

/** A direct conversation as one of those who take part has it. */
export type ConversationRow = typeof participants.$inferSelect;

/** A member's direct conversations, the one that was written in last first; paged by their last status. Hidden while
 * there is nobody in it whom they want to meet. */
export async function listConversations(
    db: Database,
    owner: Actor,
    slice: Slice,
): Promise<ConversationRow[]> {
    const rows = await db
        .select()
        .from(participants)
        .where(
            and(
                eq(participants.accountId, owner.accountId),
                isNull(participants.hiddenAt),
                isNotNull(participants.lastStatusId),
                somebodyWelcome(owner.accountId),
                withinSlice(participants.lastStatusId, slice),
            ),
        )
        .orderBy(sliceOrder(participants.lastStatusId, slice))
        .limit(slice.limit);
    return newestFirst(rows, slice);
}

/** @throws NotFound where it is not the owner's. */
export async function findConversation(db: Database, owner: Actor, id: string): Promise<ConversationRow> {
    const [row] = isId(id)
        ? await db
              .select()
              .from(participants)
              .where(and(eq(participants.id, id), eq(participants.accountId, owner.accountId)))
        : [];
    if (!row) throw new NotFound();
    return row;
}

function somebodyWelcome(ownerId: string): SQL {
    return sql`(cardinality(${participants.otherAccountIds}) = 0 or exists (
        select 1 from unnest(${participants.otherAccountIds}) as other(id)
        where ${isWelcomeTo(sql`${ownerId}::bigint`, sql`other.id`)}))`;
}
