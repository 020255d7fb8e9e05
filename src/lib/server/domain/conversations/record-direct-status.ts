import { eq, sql } from 'drizzle-orm';
import { inTransaction, newId, type Queryable, type Transaction } from '../../db';
import { conversations, statuses } from '../../db/schema';
import { audienceRules, visibleTo, type StatusRow } from '../statuses';

/** A direct conversation of one member that has something new. */
export interface MovedConversation {
    id: string;
    accountId: string;
}

/**
 * Puts a direct status into the conversations of the members who take part: on top, unread for all but its author, and
 * back where it had been removed. One that may not be seen, or that arrives after later ones, changes nothing.
 */
export function recordDirectStatus(db: Queryable, statusId: string): Promise<MovedConversation[]> {
    return inTransaction(db, async (tx) => {
        const [status] = await tx.select().from(statuses).where(eq(statuses.id, statusId));
        if (!status?.conversationId || !audienceRules[status.visibility].personal) return [];
        await tx.insert(conversations).values({ id: status.conversationId }).onConflictDoNothing();
        const moved: MovedConversation[] = [];
        for (const accountId of await findMembers(tx, statusId)) {
            const id = await moveToTop(tx, status, accountId);
            if (id) moved.push({ id, accountId });
        }
        return moved;
    });
}

/** The members among those it names and its author, as far as they may see it. */
async function findMembers(tx: Transaction, statusId: string): Promise<string[]> {
    const rows = await tx.execute<{ accountId: string }>(sql`
        select users.account_id as "accountId" from ${statuses} join users
            on users.account_id = ${statuses.accountId} or users.account_id in
                (select m.account_id from mentions m where m.status_id = ${statuses.id})
        where ${statuses.id} = ${statusId} and ${visibleTo(sql`users.account_id`)}
        order by users.account_id`);
    return rows.map(({ accountId }) => accountId);
}

async function moveToTop(tx: Transaction, status: StatusRow, accountId: string): Promise<string | undefined> {
    const [row] = await tx.execute<{ id: string }>(sql`
        insert into conversation_participants as mine
            (id, conversation_id, account_id, other_account_ids, last_status_id, unread)
        select ${newId()}, ${status.conversationId}, ${accountId},
            array(select people.id from (select ${status.accountId}::bigint as id
                    union select m.account_id from mentions m where m.status_id = ${status.id}) people
                where people.id <> ${accountId} order by people.id),
            ${status.id}, ${status.accountId !== accountId}
        on conflict (conversation_id, account_id) do update
        set last_status_id = excluded.last_status_id, unread = excluded.unread, hidden_at = null,
            other_account_ids = excluded.other_account_ids
        where mine.last_status_id is null or mine.last_status_id < excluded.last_status_id
        returning mine.id`);
    return row?.id;
}
