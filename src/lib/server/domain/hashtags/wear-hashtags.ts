import { sql } from 'drizzle-orm';
import { prepared, type Transaction } from '../../db';
import { keepHashtags, type Spelling } from './keep-hashtags';

/** The most hashtags of one post that are kept; the rest stay plain links. */
const MOST_HASHTAGS = 100;

/**
 * Lets a post wear these hashtags and no others: one statement where all of them are known.
 */
export async function wearHashtags(
    tx: Transaction,
    statusId: string,
    spellings: readonly Spelling[],
): Promise<void> {
    const byName = new Map(spellings.slice(0, MOST_HASHTAGS).map(({ id, name }) => [id, name]));
    const names = [...byName.keys()];
    const known = await write(tx, { statusId, names });
    if (known.length === byName.size) return;
    for (const { name } of known) byName.delete(name);
    await keepHashtags(
        tx,
        [...byName].map(([id, name]) => ({ id, name })),
    );
    await write(tx, { statusId, names });
}

const write = prepared<{ name: string }, { statusId: string; names: string[] }>((parameter) => {
    const statusId = parameter('statusId', 'bigint');
    return sql`
        with worn as (
            select id, name from tags where name = any(${parameter('names', 'text[]')})
        ), gone as (
            delete from status_tags where status_id = ${statusId} and tag_id not in (select id from worn)
        ), added as (
            insert into status_tags (status_id, tag_id) select ${statusId}, id from worn on conflict do nothing
        )
        select name from worn`;
});
