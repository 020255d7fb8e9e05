import { sql } from 'drizzle-orm';
import { prepared, type Queryable } from '../../db';

/** How much a home keeps. */
export const HOME_SIZE = 800;

/**
 * Lets go of what is older than the newest 800 in each of these homes. Ordered by both columns of the primary key: by the
 * second alone, an index over all homes looks as good while few people are here, and is a hundred times slower.
 */
export async function trimHomes(db: Queryable, accountIds: readonly string[]): Promise<void> {
    if (accountIds.length > 0) await trim(db, { accountIds });
}

const trim = prepared<object, { accountIds: readonly string[] }>(
    (parameter) => sql`
        with edge as (
            select reader.id as account_id, last.status_id
            from unnest(${parameter('accountIds', 'bigint[]')}) as reader(id)
            cross join lateral (
                select status_id from home_feed where account_id = reader.id
                order by account_id desc, status_id desc offset ${sql.raw(String(HOME_SIZE - 1))} limit 1
            ) last
        )
        delete from home_feed using edge
        where home_feed.account_id = edge.account_id and home_feed.status_id < edge.status_id`,
);

/** Trims those of the homes into which `statusId` came whose turn it is: trimming costs more than writing. */
export async function trimHomesNow(
    db: Queryable,
    readerIds: readonly string[],
    statusId: string,
): Promise<void> {
    await trimHomes(
        db,
        readerIds.filter((readerId) => isTurn(readerId, statusId)),
    );
}

/** About every sixteenth post. */
function isTurn(accountId: string, statusId: string): boolean {
    return ((BigInt(accountId) ^ BigInt(statusId)) & 15n) === 0n;
}
