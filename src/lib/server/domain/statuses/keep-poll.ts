import { eq } from 'drizzle-orm';
import { newId, type Transaction } from '../../db';
import { polls, pollVotes } from '../../db/schema';
import type { PollDraft } from './poll-draft';

export type PollRow = typeof polls.$inferSelect;

/** Hangs a member's poll on the status they just wrote. Returns when it ends. */
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
    return row;
}

/** What an edit made of a status's poll. */
export interface PollChange {
    /** As it stood before. */
    former: PollRow | undefined;
    present: PollRow | undefined;
    /** Whether the status says something else than before: a date that was moved is not part of its history. */
    isRewritten: boolean;
}

/**
 * Brings the poll of an own status to what its author wants now: none where `wanted` is undefined. Other options, or
 * another number of choices, make another question: its votes begin anew. Another end or hidden totals keep them.
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
    const isRewritten =
        wanted.multiple !== former.multiple ||
        JSON.stringify(wanted.options) !== JSON.stringify(former.options);
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
    return { former, present, isRewritten };
}

function endOf({ expiresIn }: PollDraft): Date {
    return new Date(Date.now() + expiresIn * 1_000);
}
