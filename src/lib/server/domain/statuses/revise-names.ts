import { sql } from 'drizzle-orm';
import { prepared, type Transaction } from '../../db';
import { keepHashtags } from '../hashtags';

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

/** Brings the hashtags of an edited post up to date. */
export async function reviseHashtags(
    tx: Transaction,
    statusId: string,
    hashtags: readonly { id: string; name: string }[],
): Promise<void> {
    await writeHashtags(tx, { statusId, tagIds: await keepHashtags(tx, hashtags) });
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

const writeHashtags = prepared<object, { statusId: string; tagIds: readonly string[] }>(
    (parameter) => sql`
        with worn as (select unnest(${parameter('tagIds', 'bigint[]')}) as id), gone as (
            delete from status_tags
            where status_id = ${parameter('statusId', 'bigint')} and tag_id not in (select id from worn)
        )
        insert into status_tags (status_id, tag_id)
        select ${parameter('statusId', 'bigint')}, id from worn
        on conflict do nothing`,
);
