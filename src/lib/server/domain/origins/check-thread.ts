import { sql, type SQL } from 'drizzle-orm';
import { inTransaction, isId, newId, prepared, type Database } from '../../db';
import { statuses, threadRefreshes } from '../../db/schema';
import { enqueue } from '../../jobs';
import { visibleTo } from '../statuses';
import { THREAD_REFRESHES, type RefreshJob, type ThreadRefresh } from './refresh-thread';

/** How far the answers to a post have been looked for where they were written. */
export interface ThreadCheck {
    /** What is under way now. */
    running: Pick<ThreadRefresh, 'id' | 'resultCount' | 'finishedAt'> | undefined;
    /** When the last one ended. */
    checkedAt: Date | null;
    /** Before this nobody is asked again. */
    nextAt: Date;
    /** At the last check the origin of the post did not answer. */
    unreachable: boolean;
}

/** One that was broken off with its process is not waited for longer. */
const LONGEST = sql`interval '5 minutes'`;
/** Answers that are on their way need not be fetched. */
const NEW_FOR = sql`interval '1 minute'`;

/**
 * Nobody is asked again before this: two minutes after a check that brought something, and the longer the more often
 * nothing came, up to a quarter of an hour.
 */
const restsUntil = (refresh: SQL) => sql`(coalesce(${refresh}.finished_at, ${refresh}.started_at + ${LONGEST})
    + least(interval '15 minutes', interval '2 minutes' * (2 ^ least(${refresh}.fruitless, 3))))`;

/**
 * Has the answers to a post read from where they were written, if they are due. Undefined where there is nobody to ask:
 * the post is not for everybody to read, or nothing of its thread was written where answers are told.
 */
export async function checkThread(db: Database, statusId: string): Promise<ThreadCheck | undefined> {
    const [state] = isId(statusId) ? await findState(db, { statusId }) : [];
    if (!state) return undefined;
    const begun = state.isDue ? await begin(db, statusId) : undefined;
    // Whoever was quicker by a moment has begun the same.
    if (state.isDue && !begun) return checkThread(db, statusId);
    const { refreshId, resultCount, isRunning } = state;
    return {
        running: begun ?? (isRunning ? { id: refreshId, resultCount, finishedAt: null } : undefined),
        checkedAt: state.checkedAt === null ? null : new Date(state.checkedAt),
        nextAt: new Date(state.nextAt),
        unreachable: state.unreachable,
    };
}

function begin(db: Database, statusId: string): Promise<ThreadRefresh | undefined> {
    return inTransaction(db, async (tx) => {
        const values = { id: newId(), statusId, resultCount: 0, startedAt: new Date(), finishedAt: null };
        const [begun] = await tx
            .insert(threadRefreshes)
            .values(values)
            .onConflictDoUpdate({
                target: threadRefreshes.statusId,
                set: values,
                setWhere: sql`${restsUntil(sql`thread_refreshes`)} <= now()`,
            })
            .returning();
        if (begun) await enqueue(tx, THREAD_REFRESHES, [{ refreshId: begun.id } satisfies RefreshJob]);
        return begun;
    });
}

interface State {
    refreshId: string;
    resultCount: number;
    checkedAt: string | null;
    nextAt: string;
    unreachable: boolean;
    isRunning: boolean;
    isDue: boolean;
}

const findState = prepared<State, { statusId: string }>(
    (parameter) => sql`
        select *, "nextAt" <= now() as "isDue" from (
            select coalesce(r.id, 0)::text as "refreshId", coalesce(r.result_count, 0) as "resultCount",
                r.finished_at as "checkedAt", coalesce(r.unreachable, false) as unreachable,
                coalesce(r.finished_at is null and r.started_at > now() - ${LONGEST}, false) as "isRunning",
                greatest(coalesce(${restsUntil(sql`r`)}, '-infinity'), statuses.created_at + ${NEW_FOR}) as "nextAt"
            from ${statuses} left join thread_refreshes r on r.status_id = statuses.id
            where statuses.id = ${parameter('statusId', 'bigint')} and statuses.boost_of_id is null
                and ${visibleTo(null)} and ${isToldOfElsewhere}
        ) as state`,
);

/** Other servers tell of a post's thread: its own, or those of answers to it. */
const isToldOfElsewhere = sql`case when statuses.local
    then exists (select 1 from statuses branch where branch.conversation_id = coalesce(statuses.conversation_id, statuses.id)
        and not branch.local and branch.replies_url is not null)
    else statuses.replies_url is not null or statuses.context_uri is not null end`;
