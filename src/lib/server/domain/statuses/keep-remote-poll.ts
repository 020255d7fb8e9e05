import { eq } from 'drizzle-orm';
import type { PollRecord } from '../../activitypub/read-poll';
import { newId, type Transaction } from '../../db';
import { polls, pollVotes } from '../../db/schema';
import type { StatusRow } from './find-visible-status';
import { asksOtherwise, type PollRow } from './keep-poll';

/** Keeps the poll that came with a remote post. */
export async function keepRemotePoll(tx: Transaction, status: StatusRow, poll: PollRecord): Promise<void> {
    await tx.insert(polls).values({ id: newId(), statusId: status.id, ...columnsOf(poll) });
}

/**
 * Brings a remote poll to what its origin tells now. Returns whether it is another question, has other numbers or
 * another end, or is the same. Messages may overtake each
 * other: of the same question the larger numbers and the end that was told are the newer ones, and another question
 * counts only in a newer version of the post (`isNewer`), where it begins without the votes of the former.
 */
export async function reviseRemotePoll(
    tx: Transaction,
    status: StatusRow,
    poll: PollRecord,
    { isNewer }: { isNewer: boolean },
): Promise<'rewritten' | 'counted' | 'same'> {
    const [known] = await tx.select().from(polls).where(eq(polls.statusId, status.id)).for('update');
    if (!known) {
        await keepRemotePoll(tx, status, poll);
        return 'rewritten';
    }
    const told = columnsOf(poll);
    const isOther = asksOtherwise(known, told);
    if (isOther && !isNewer) return 'same';
    if (isOther) await tx.delete(pollVotes).where(eq(pollVotes.pollId, known.id));
    const next = isOther ? told : { ...told, ...newest(known, told) };
    await tx
        .update(polls)
        .set({ ...next, ...(isMoved(known, next) && { expiryNotifiedAt: null }) })
        .where(eq(polls.id, known.id));
    if (isOther) return 'rewritten';
    return sum(next.counts) !== sum(known.counts) || isMoved(known, next) ? 'counted' : 'same';
}

function columnsOf(poll: PollRecord) {
    return {
        options: poll.options.map(({ title }) => title),
        counts: poll.options.map(({ votes }) => votes ?? 0),
        multiple: poll.multiple,
        // Who hides the totals until the end tells no numbers.
        hideTotals: poll.options.every(({ votes }) => votes === undefined),
        votersCount: poll.votersCount ?? null,
        expiresAt: poll.closedAt ?? poll.endsAt ?? null,
        fetchedAt: new Date(),
    };
}

type Told = ReturnType<typeof columnsOf>;

function newest(known: PollRow, told: Told): Pick<Told, 'counts' | 'votersCount'> {
    if (sum(told.counts) >= sum(known.counts)) return told;
    return { counts: known.counts, votersCount: known.votersCount };
}

function isMoved(known: PollRow, { expiresAt }: Told): boolean {
    return known.expiresAt?.getTime() !== expiresAt?.getTime();
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
