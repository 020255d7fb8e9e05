import { sql } from 'drizzle-orm';
import { prepared, type Transaction } from '../../db';
import { keepHashtags } from '../hashtags';

/**
 * Brings the mentions of an edited post up to date. Who is no longer named keeps what they could see, in silence; who
 * is named again is no stranger to it.
 */
export async function reviseMentions(
    tx: Transaction,
    statusId: string,
    accountIds: readonly string[],
): Promise<void> {
    await writeMentions(tx, { statusId, accountIds });
}

/** Brings the hashtags of an edited post up to date. */
export async function reviseHashtags(
    tx: Transaction,
    statusId: string,
    hashtags: readonly { id: string; name: string }[],
): Promise<void> {
    await writeHashtags(tx, { statusId, tagIds: await keepHashtags(tx, hashtags) });
}

const writeMentions = prepared<object, { statusId: string; accountIds: readonly string[] }>(
    (parameter) => sql`
        with named as (select unnest(${parameter('accountIds', 'bigint[]')}) as id), gone as (
            update mentions set silent = true
            where status_id = ${parameter('statusId', 'bigint')} and account_id not in (select id from named)
        )
        insert into mentions (status_id, account_id)
        select ${parameter('statusId', 'bigint')}, id from named
        on conflict (status_id, account_id) do update set silent = false`,
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
