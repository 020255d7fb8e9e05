import { and, eq, isNotNull, isNull, type SQL } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { accounts, polls, pollVotes } from '../../db/schema';

/** The members who voted in the poll of a status: for telling them something. To everybody else a ballot is secret. */
export function findLocalVoters(db: Queryable, statusId: string): Promise<string[]> {
    return findVoters(db, statusId, isNull(accounts.domain));
}

/** People elsewhere who voted in the poll of a status, whose servers want to know its numbers. */
export function findRemoteVoters(db: Queryable, statusId: string): Promise<string[]> {
    return findVoters(db, statusId, isNotNull(accounts.domain));
}

async function findVoters(db: Queryable, statusId: string, areMeant: SQL): Promise<string[]> {
    const rows = await db
        .selectDistinct({ accountId: pollVotes.accountId })
        .from(pollVotes)
        .innerJoin(polls, eq(polls.id, pollVotes.pollId))
        .innerJoin(accounts, eq(accounts.id, pollVotes.accountId))
        .where(and(eq(polls.statusId, statusId), areMeant));
    return rows.map(({ accountId }) => accountId);
}
