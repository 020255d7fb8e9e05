import { sql } from 'drizzle-orm';
import { isId, prepared, type Database } from '../../db';
import type { Actor } from '../users';

/** Somebody, and who of their followers the viewer follows too. */
export interface FamiliarCircle {
    accountId: string;
    followerIds: string[];
}

const findCircles = prepared<FamiliarCircle, { viewerId: string; ids: readonly string[] }>(
    (parameter) => sql`
        select a.id as "accountId", array(
            select own.target_id from follows own
            join follows theirs on theirs.account_id = own.target_id and theirs.target_id = a.id
            where own.account_id = ${parameter('viewerId', 'bigint')} and not a.hides_collections
            order by own.id desc) as "followerIds"
        from accounts a
        where a.id = any(${parameter('ids', 'bigint[]')}) and a.suspended_at is null`,
);

/** Whom each of `accountIds` has among its followers that `viewer` follows too; nobody where followers are hidden. */
export async function findFamiliarFollowers(
    db: Database,
    viewer: Actor,
    accountIds: readonly string[],
): Promise<FamiliarCircle[]> {
    return findCircles(db, { viewerId: viewer.accountId, ids: [...new Set(accountIds.filter(isId))] });
}
