import { sql } from 'drizzle-orm';
import { prepared, type Transaction } from '../../db';

/** Somebody an edited post names, or in silence only reaches. */
export interface RevisedMention {
    accountId: string;
    silent?: boolean;
}

/**
 * Brings the mentions of an edited post up to date. Who is no longer named keeps what they could see, in silence.
 */
export async function reviseMentions(
    tx: Transaction,
    statusId: string,
    mentions: readonly RevisedMention[],
): Promise<void> {
    const named = mentions.map(({ accountId, silent = false }) => ({ account_id: accountId, silent }));
    await writeMentions(tx, { statusId, named });
}

const writeMentions = prepared<
    object,
    { statusId: string; named: { account_id: string; silent: boolean }[] }
>(
    (parameter) => sql`
        with named as (
            select * from jsonb_to_recordset(${parameter('named', 'jsonb')}) as m(account_id bigint, silent boolean)
        ), gone as (
            update mentions set silent = true
            where status_id = ${parameter('statusId', 'bigint')}
                and account_id not in (select account_id from named)
        )
        insert into mentions (status_id, account_id, silent)
        select ${parameter('statusId', 'bigint')}, account_id, silent from named
        on conflict (status_id, account_id) do update set silent = excluded.silent`,
);
