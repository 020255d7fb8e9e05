import { sql } from 'drizzle-orm';
import { inTransaction, prepared, type Database, type Transaction } from '../../db';
import { emit } from '../../events';
import { enqueue } from '../../jobs';
import { REFRESHED_POLLS, type RefreshedPoll } from './refresh-poll';

/** How many polls one statement ends. */
const AT_ONCE = 500;

/** Ends a poll whose time has come, once; one that was moved, or has ended before, is left alone. */
export function endPoll(db: Database, pollId: string): Promise<void> {
    return inTransaction(db, async (tx) => {
        const ended = await endOne(tx, { pollId });
        await follow(tx, ended);
    });
}

/** Ends every poll whose time has come and that nobody has ended yet. Returns how many. */
export async function endDuePolls(db: Database): Promise<number> {
    let total = 0;
    for (;;) {
        const count = await inTransaction(db, async (tx) => {
            const ended = await endSome(tx, {});
            await follow(tx, ended);
            return ended.length;
        });
        total += count;
        if (count < AT_ONCE) return total;
    }
}

interface Ended {
    id: string;
    statusId: string;
    uri: string;
    local: boolean;
    hasLocalVotes: boolean;
}

/** A poll of somebody elsewhere that no member took part in ends in silence; of others the result is asked for. */
async function follow(tx: Transaction, ended: readonly Ended[]): Promise<void> {
    for (const { id, statusId, uri, local, hasLocalVotes } of ended) {
        if (!local && !hasLocalVotes) continue;
        if (local) await recount(tx, { pollId: id });
        else await enqueue(tx, REFRESHED_POLLS, [{ uri } satisfies RefreshedPoll], { singletonKey: uri });
        await emit(tx, { type: 'poll.ended', statusId, pollId: id });
    }
}

const RETURNED = sql`polls.id, polls.status_id as "statusId",
    (select s.local from statuses s where s.id = polls.status_id) as local,
    (select s.uri from statuses s where s.id = polls.status_id) as uri,
    exists (select 1 from poll_votes v join accounts a on a.id = v.account_id
        where v.poll_id = polls.id and a.domain is null) as "hasLocalVotes"`;

const endOne = prepared<Ended, { pollId: string }>(
    (parameter) => sql`
        update polls set expiry_notified_at = now()
        where id = ${parameter('pollId', 'bigint')} and expires_at <= now() and expiry_notified_at is null
        returning ${RETURNED}`,
);

const endSome = prepared<Ended, object>(
    () => sql`
        update polls set expiry_notified_at = now()
        where id in (select id from polls where expires_at <= now() and expiry_notified_at is null
            order by expires_at limit ${sql.raw(String(AT_ONCE))} for update skip locked)
        returning ${RETURNED}`,
);

/** The result is counted from the ballots once more: people who have gone meanwhile took theirs along. */
const recount = prepared<object, { pollId: string }>(
    (parameter) => sql`
        update polls set
            counts = array(select count(v.id)::int from generate_subscripts(polls.options, 1) as option(number)
                left join poll_votes v on v.poll_id = polls.id and v.choice = option.number - 1
                group by option.number order by option.number),
            voters_count = (select count(distinct v.account_id)::int from poll_votes v where v.poll_id = polls.id)
        where id = ${parameter('pollId', 'bigint')}`,
);
