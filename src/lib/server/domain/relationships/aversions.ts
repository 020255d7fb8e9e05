import { sql } from 'drizzle-orm';
import { prepared, type Database } from '../../db';

/** Whom and what a member does not want to meet in passing, or may not. */
export interface Aversions {
    blocks: ReadonlySet<string>;
    blockedBy: ReadonlySet<string>;
    /** Accounts they muted, each until this moment in milliseconds. */
    mutedUntil: ReadonlyMap<string, number>;
    domains: ReadonlySet<string>;
    /** Accounts they follow without their boosts. */
    withoutBoostsOf: ReadonlySet<string>;
    /** Languages they want public timelines in; null is all. */
    chosenLanguages: readonly string[] | null;
    hasFilters: boolean;
}

/** NOTIFY tells here, by triggers on the tables, whose aversions changed: an account's id. */
export const AVERSIONS_CHANGED = ['relations_changed', 'filters_changed'] as const;

/** The aversions of members by account; one statement for all of them. */
export async function findAversions(
    db: Database,
    accountIds: readonly string[],
): Promise<Map<string, Aversions>> {
    const rows = await find(db, { ids: accountIds });
    return new Map(
        rows.map((row) => [
            row.accountId,
            {
                blocks: new Set(row.blocks),
                blockedBy: new Set(row.blockedBy),
                mutedUntil: new Map(row.muted.map(([id, until]) => [id, until ?? Infinity])),
                domains: new Set(row.domains),
                withoutBoostsOf: new Set(row.withoutBoostsOf),
                chosenLanguages: row.chosenLanguages?.length ? row.chosenLanguages : null,
                hasFilters: row.hasFilters,
            },
        ]),
    );
}

interface Row {
    accountId: string;
    blocks: string[];
    blockedBy: string[];
    muted: [id: string, until: number | null][];
    domains: string[];
    withoutBoostsOf: string[];
    chosenLanguages: string[] | null;
    hasFilters: boolean;
}

const find = prepared<Row, { ids: readonly string[] }>(
    (parameter) => sql`
        select u.account_id as "accountId", u.chosen_languages as "chosenLanguages",
            exists (select 1 from filters f where f.account_id = u.account_id) as "hasFilters",
            array(select b.target_id::text from blocks b where b.account_id = u.account_id) as blocks,
            array(select b.account_id::text from blocks b where b.target_id = u.account_id) as "blockedBy",
            (select coalesce(json_agg(json_build_array(
                    m.target_id::text, floor(extract(epoch from m.expires_at) * 1000))), '[]')
                from mutes m where m.account_id = u.account_id) as muted,
            array(select d.domain from domain_blocks d where d.account_id = u.account_id) as domains,
            array(select f.target_id::text from follows f
                where f.account_id = u.account_id and not f.show_boosts) as "withoutBoostsOf"
        from users u where u.account_id = any(${parameter('ids', 'bigint[]')})`,
);
