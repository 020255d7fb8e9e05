import { sql } from 'drizzle-orm';
import { prepared, type Queryable } from '../../db';

/** Who of `accountIds` follows `targetId`, and whom of them it follows. */
export async function tiesAmong(
    db: Queryable,
    targetId: string,
    accountIds: readonly string[],
): Promise<{ followers: Set<string>; followed: Set<string> }> {
    const rows = await find(db, { targetId, accountIds });
    const idsOf = (follower: boolean) =>
        new Set(rows.filter((row) => row.follower === follower).map(({ id }) => id));
    return { followers: idsOf(true), followed: idsOf(false) };
}

const find = prepared<{ id: string; follower: boolean }, { targetId: string; accountIds: readonly string[] }>(
    (parameter) => {
        const target = parameter('targetId', 'bigint');
        const ids = parameter('accountIds', 'bigint[]');
        return sql`
        select f.account_id as id, true as follower from follows f
            where f.target_id = ${target} and f.account_id = any(${ids})
        union all
        select f.target_id, false from follows f where f.account_id = ${target} and f.target_id = any(${ids})`;
    },
);
