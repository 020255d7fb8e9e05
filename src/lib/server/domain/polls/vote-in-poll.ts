import { and, eq } from 'drizzle-orm';
import { inTransaction, newId, type Database, type Transaction } from '../../db';
import { polls, pollVotes } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import { emit } from '../../events';
import type { Actor } from '../users';
import { countSoon } from './announce-counts';
import { findVisiblePoll, type VisiblePoll } from './find-visible-poll';

/**
 * Casts a ballot: one choice, or several of a poll that allows it, all at once. Nobody has a second one; of two at the
 * same time one counts. People elsewhere send the choices of one ballot apart, each with its `uri`: there a choice that
 * is repeated changes nothing, and further choices are added where the poll allows several.
 * @throws NotFound, Unprocessable in the API's words
 */
export async function voteInPoll(
    db: Database,
    actor: Actor,
    pollId: string,
    choices: readonly number[],
    { uri }: { uri?: string } = {},
): Promise<VisiblePoll> {
    return inTransaction(db, async (tx) => {
        const { status } = await findVisiblePoll(tx, actor, pollId);
        // Ballots of one poll are counted one after the other.
        const [poll] = await tx.select().from(polls).where(eq(polls.id, pollId)).for('update');
        if (!poll) throw new NotFound();
        if (status.accountId === actor.accountId) throw refused('You cannot vote in your own polls');
        if (poll.expiresAt && poll.expiresAt <= new Date()) throw refused('The poll has already ended');
        const chosen = [...new Set(choices)];
        if (chosen.length === 0 || chosen.some((choice) => poll.options[choice] === undefined))
            throw refused('The chosen vote option does not exist');
        const earlier = await choicesOf(tx, actor, pollId);
        if (uri !== undefined && chosen.every((choice) => earlier.includes(choice))) return { poll, status };
        const mayAdd = uri !== undefined && poll.multiple;
        if ((earlier.length > 0 && !mayAdd) || (chosen.length > 1 && !poll.multiple))
            throw refused('You have already voted on this poll');
        await tx
            .insert(pollVotes)
            .values(
                chosen.map((choice) => ({ id: newId(), pollId, choice, uri, accountId: actor.accountId })),
            );
        const isFirst = earlier.length === 0;
        await tx
            .update(polls)
            .set({
                counts: poll.counts.map((count, choice) => count + Number(chosen.includes(choice))),
                votersCount: poll.votersCount === null ? null : poll.votersCount + Number(isFirst),
            })
            .where(eq(polls.id, pollId));
        await emit(tx, { type: 'poll.voted', statusId: status.id, pollId, accountId: actor.accountId });
        if (status.local) await countSoon(tx, status.id);
        return { poll, status };
    });
}

async function choicesOf(tx: Transaction, { accountId }: Actor, pollId: string): Promise<number[]> {
    const rows = await tx
        .select({ choice: pollVotes.choice })
        .from(pollVotes)
        .where(and(eq(pollVotes.pollId, pollId), eq(pollVotes.accountId, accountId)));
    return rows.map(({ choice }) => choice);
}

function refused(why: string): Unprocessable {
    return new Unprocessable(`Validation failed: ${why}`);
}
