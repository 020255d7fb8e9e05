import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { conversationParticipants as participants, statuses, VISIBILITIES } from '../../db/schema';
import { audienceRules, visibleTo } from '../statuses';

const PERSONAL = VISIBILITIES.filter((audience) => audienceRules[audience].personal);

/**
 * After a direct status is gone: the conversations of `accountIds` that it stood on top of show the one before, and
 * those in which there is none are gone as well.
 */
export function forgetDirectStatus(
    db: Database,
    statusId: string,
    accountIds: readonly string[],
): Promise<void> {
    return inTransaction(db, async (tx) => {
        const before = sql`(select max(${statuses.id}) from ${statuses}
            where ${statuses.conversationId} = ${participants.conversationId}
                and ${inArray(statuses.visibility, PERSONAL)}
                and ${visibleTo(sql`${participants.accountId}`)})`;
        await tx
            .update(participants)
            .set({ lastStatusId: before })
            .where(
                and(
                    inArray(participants.accountId, [...accountIds]),
                    eq(participants.lastStatusId, statusId),
                ),
            );
        await tx
            .delete(participants)
            .where(and(inArray(participants.accountId, [...accountIds]), isNull(participants.lastStatusId)));
    });
}
