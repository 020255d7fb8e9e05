import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { accounts, pollVotes } from '../../db/schema';

/** The members who voted in a poll. For those who tell them something; to everybody else a ballot is secret. */
export function findLocalVoters(db: Queryable, pollId: string): Promise<string[]> {
    return findVoters(db, pollId, true);
}

/** People elsewhere who voted in a poll, whose servers want to know its numbers. */
export function findRemoteVoters(db: Queryable, pollId: string): Promise<string[]> {
    return findVoters(db, pollId, false);
}

async function findVoters(db: Queryable, pollId: string, areLocal: boolean): Promise<string[]> {
    const rows = await db
        .selectDistinct({ accountId: pollVotes.accountId })
        .from(pollVotes)
        .innerJoin(accounts, eq(accounts.id, pollVotes.accountId))
        .where(
            and(
                eq(pollVotes.pollId, pollId),
                areLocal ? isNull(accounts.domain) : isNotNull(accounts.domain),
            ),
        );
    return rows.map(({ accountId }) => accountId);
}
