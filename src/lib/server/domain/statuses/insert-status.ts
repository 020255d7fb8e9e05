import { eq, getTableColumns, sql } from 'drizzle-orm';
import { prepared, type Transaction } from '../../db';
import { statuses } from '../../db/schema';
import { wearHashtags } from '../hashtags';
import { audienceRules } from './audiences';
import type { StatusRow } from './find-visible-status';

/** Whom and what a new status names. */
export interface Named {
    mentions?: readonly { accountId: string; silent?: boolean }[];
    hashtags?: readonly { id: string; name: string }[];
}

/**
 * Writes a status of a member or of somebody elsewhere, with its mentions, hashtags and counts. Undefined where a status
 * with its `uri` is already here (or its author has boosted the same already). Emits nothing: whoever calls says what
 * happened.
 */
export async function insertStatus(
    tx: Transaction,
    values: typeof statuses.$inferInsert,
    { mentions = [], hashtags = [] }: Named = {},
): Promise<StatusRow | undefined> {
    const row = completeRow(values);
    const rules = audienceRules[row.visibility];
    // What waits for somebody's approval counts when it is let through.
    const [open, counted] = row.awaitsApproval ? [false, false] : [rules.open, rules.counted];
    const [written] = await write(tx, {
        row: byColumn(row),
        mentions: mentions.map(({ accountId, silent = false }) => ({ account_id: accountId, silent })),
        open,
        counted,
    });
    if (!written) return insertUnderNextId(tx, values, { mentions, hashtags });
    if (hashtags.length > 0) await wearHashtags(tx, row.id, hashtags);
    return row;
}

/**
 * Ids carry the date a post brings along, and many servers tell it in whole seconds, so that two posts of one moment may
 * draw the same id: the later one takes the next that is free. Undefined where not the id is what stood in the way.
 */
async function insertUnderNextId(
    tx: Transaction,
    values: typeof statuses.$inferInsert,
    named: Named,
): Promise<StatusRow | undefined> {
    const [holder] = await tx.select({ uri: statuses.uri }).from(statuses).where(eq(statuses.id, values.id));
    if (!holder || holder.uri === values.uri) return undefined;
    const id = String(BigInt(values.id) + 1n);
    const opensThread = values.conversationId === values.id;
    return insertStatus(tx, { ...values, id, ...(opensThread && { conversationId: id }) }, named);
}

const columns = Object.entries(getTableColumns(statuses)) as [
    keyof StatusRow,
    { name: string; default: unknown },
][];

/** The row as it will stand, with what the schema puts where nothing is given. */
function completeRow(values: typeof statuses.$inferInsert): StatusRow {
    const row: Record<string, unknown> = {};
    for (const [key, column] of columns) row[key] = values[key] ?? column.default ?? null;
    return row as StatusRow;
}

function byColumn(row: StatusRow): Record<string, unknown> {
    return Object.fromEntries(columns.map(([key, { name }]) => [name, row[key]]));
}

interface Values {
    row: Record<string, unknown>;
    mentions: { account_id: string; silent: boolean }[];
    open: boolean;
    counted: boolean;
}

const names = sql.join(
    columns.map(([, { name }]) => sql.identifier(name)),
    sql`, `,
);

/** The row, whom it names, and what it counts for, in one round trip; nothing of it where the row is already here. */
const write = prepared<{ id: string }, Values>(
    (parameter) => sql`
        with written as (
            insert into statuses (${names})
            select ${names} from jsonb_populate_record(null::statuses, ${parameter('row', 'jsonb')})
            on conflict do nothing
            returning id, account_id, in_reply_to_id, boost_of_id, quote_of_id, quote_state, created_at
        ), named as (
            insert into mentions (status_id, account_id, silent)
            select written.id, m.account_id, m.silent
            from written, jsonb_to_recordset(${parameter('mentions', 'jsonb')}) as m(account_id bigint, silent boolean)
            on conflict do nothing
        ), answered as (
            update statuses set replies_count = replies_count + 1 from written
            where ${parameter('open', 'boolean')} and statuses.id = written.in_reply_to_id
        ), boosted as (
            update statuses set boosts_count = boosts_count + 1 from written
            where statuses.id = written.boost_of_id
        ), quoted as (
            update statuses set quotes_count = quotes_count + 1 from written
            where written.quote_state = 'accepted' and statuses.id = written.quote_of_id
        ), counted as (
            update accounts set statuses_count = statuses_count + 1,
                last_status_at = greatest(last_status_at, written.created_at)
            from written where ${parameter('counted', 'boolean')} and accounts.id = written.account_id
        )
        select id from written`,
);
