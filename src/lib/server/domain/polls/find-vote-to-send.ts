import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable } from '../../db';
import { accounts, polls, pollVotes, statuses } from '../../db/schema';

/** A member's choice in a poll of somebody elsewhere. */
export interface VoteToSend {
    id: string;
    option: string;
    voterUri: string;
    authorId: string;
    authorUri: string;
    statusUri: string;
}

/** What a member chose in a poll of somebody elsewhere; nothing where either is somebody else. */
export async function findVoteToSend(
    db: Queryable,
    { pollId, accountId }: { pollId: string; accountId: string },
): Promise<VoteToSend[]> {
    const author = alias(accounts, 'author');
    const rows = await db
        .select({
            id: pollVotes.id,
            choice: pollVotes.choice,
            options: polls.options,
            voterUri: accounts.uri,
            authorId: author.id,
            authorUri: author.uri,
            statusUri: statuses.uri,
        })
        .from(pollVotes)
        .innerJoin(polls, eq(polls.id, pollVotes.pollId))
        .innerJoin(statuses, eq(statuses.id, polls.statusId))
        .innerJoin(author, and(eq(author.id, statuses.accountId), isNotNull(author.domain)))
        .innerJoin(accounts, and(eq(accounts.id, pollVotes.accountId), isNull(accounts.domain)))
        .where(and(eq(pollVotes.pollId, pollId), eq(pollVotes.accountId, accountId)))
        .orderBy(asc(pollVotes.choice));
    return rows.map(({ choice, options, ...vote }) => ({ ...vote, option: options[choice] ?? '' }));
}
