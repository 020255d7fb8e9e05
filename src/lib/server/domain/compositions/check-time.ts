import { sql } from 'drizzle-orm';
import { prepared, type Transaction } from '../../db';
import { Unprocessable } from '../../errors';

/** How far ahead a post may be scheduled at the soonest, in milliseconds. */
const SOONEST = 5 * 60_000;
const MOST_SCHEDULED = 300;
const MOST_A_DAY = 25;

/**
 * Makes sure that a member may schedule a post for that time, the one they are moving left aside. Two requests of one
 * member follow each other from here to the end of the transaction, so that both together keep within the limits.
 * @throws Unprocessable for less than five minutes ahead, and beyond 300 in all or 25 on one day (UTC).
 */
export async function checkTime(
    tx: Transaction,
    { userId, scheduledAt, movedId }: { userId: string; scheduledAt: Date; movedId?: string },
): Promise<void> {
    if (scheduledAt.getTime() < Date.now() + SOONEST)
        throw new Unprocessable('Validation failed: Scheduled at must be at least 5 minutes ahead');
    await lockMember(tx, { userId });
    const [count] = await countOthers(tx, {
        userId,
        movedId: movedId ?? null,
        scheduledAt: scheduledAt.toISOString(),
    });
    if ((count?.all ?? 0) >= MOST_SCHEDULED)
        throw new Unprocessable(`Validation failed: You cannot schedule more than ${MOST_SCHEDULED} posts`);
    if ((count?.sameDay ?? 0) >= MOST_A_DAY)
        throw new Unprocessable(
            `Validation failed: You cannot schedule more than ${MOST_A_DAY} posts for one day`,
        );
}

const lockMember = prepared<object, { userId: string }>(
    (parameter) =>
        sql`select pg_advisory_xact_lock(hashtextextended('scheduled:' || ${parameter('userId', 'text')}, 0))`,
);

const countOthers = prepared<
    { all: number; sameDay: number },
    { userId: string; movedId: string | null; scheduledAt: string }
>(
    (parameter) => sql`
        select count(*)::int as "all", (count(*) filter (
            where (scheduled_at at time zone 'UTC')::date
                = (${parameter('scheduledAt', 'timestamptz')} at time zone 'UTC')::date))::int as "sameDay"
        from compositions
        where user_id = ${parameter('userId', 'bigint')} and scheduled_at is not null
            and id is distinct from ${parameter('movedId', 'bigint')}`,
);
