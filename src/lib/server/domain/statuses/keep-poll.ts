import { eq } from 'drizzle-orm';
import { newId, type Transaction } from '../../db';
import { polls, pollVotes } from '../../db/schema';
import { enqueue } from '../../jobs';
import type { PollDraft } from './poll-draft';

export type PollRow = typeof polls.$inferSelect;

/** The queue of polls that wait for their end. */
export const ENDING_POLLS = 'ending-polls';

export interface EndingPoll {
    pollId: string;
}

/** Hangs a member's poll on the status they just wrote. */
export async function openPoll(tx: Transaction, statusId: string, poll: PollDraft): Promise<PollRow> {
    const [row] = await tx
        .insert(polls)
        .values({
            id: newId(),
            statusId,
            options: poll.options,
            counts: poll.options.map(() => 0),
            multiple: poll.multiple,
            hideTotals: poll.hideTotals,
            votersCount: 0,
            expiresAt: endOf(poll),
        })
        .returning();
    if (!row) throw new Error('PostgreSQL answered an insert without a row');
    await awaitEnd(tx, row);
    return row;
}

/** What an edit made of a status's poll. */
export interface PollChange {
    former: PollRow | undefined;
    present: PollRow | undefined;
    /** The status asks something else than before; a date that was moved does not make it another question. */
    isRewritten: boolean;
}

/**
 * Brings the poll of an own status to what its author wants now: none where `wanted` is undefined. Other options, or
 * another number of choices, make another question, and its votes begin anew. Another end or hidden totals keep them.
 */
export async function replacePoll(
    tx: Transaction,
    statusId: string,
    wanted: PollDraft | undefined,
): Promise<PollChange> {
    const [former] = await tx.select().from(polls).where(eq(polls.statusId, statusId)).for('update');
    if (!wanted) {
        if (former) await tx.delete(polls).where(eq(polls.id, former.id));
        return { former, present: undefined, isRewritten: former !== undefined };
    }
    if (!former) return { former, present: await openPoll(tx, statusId, wanted), isRewritten: true };
    const isRewritten = asksOtherwise(former, wanted);
    if (isRewritten) await tx.delete(pollVotes).where(eq(pollVotes.pollId, former.id));
    const [present] = await tx
        .update(polls)
        .set({
            options: wanted.options,
            multiple: wanted.multiple,
            hideTotals: wanted.hideTotals,
            expiresAt: endOf(wanted),
            expiryNotifiedAt: null,
            ...(isRewritten && { counts: wanted.options.map(() => 0), votersCount: 0 }),
        })
        .where(eq(polls.id, former.id))
        .returning();
    if (present) await awaitEnd(tx, present);
    return { former, present, isRewritten };
}

/** Whether two polls are different questions, so that the votes of one say nothing about the other. */
export function asksOtherwise(
    a: Pick<PollRow, 'options' | 'multiple'>,
    b: Pick<PollRow, 'options' | 'multiple'>,
): boolean {
    return (
        a.multiple !== b.multiple ||
        a.options.length !== b.options.length ||
        a.options.some((option, index) => option !== b.options[index])
    );
}

/** Has the poll looked at when its time comes; a chore finds what this should miss. */
export async function awaitEnd(tx: Transaction, { id, expiresAt }: PollRow): Promise<void> {
    if (expiresAt)
        await enqueue(tx, ENDING_POLLS, [{ pollId: id } satisfies EndingPoll], { startAfter: expiresAt });
}

function endOf({ expiresIn }: PollDraft): Date {
    return new Date(Date.now() + expiresIn * 1_000);
}
