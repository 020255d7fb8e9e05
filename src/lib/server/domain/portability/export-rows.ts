import { sql, type SQL } from 'drizzle-orm';
import { config } from '../../config';
import type { Database } from '../../db';
import { visibleTo } from '../statuses';
import type { Actor } from '../users';

/** What a member can take along as a table. */
export type ExportKind =
    | 'following'
    | 'followers'
    | 'severed_following'
    | 'severed_followers'
    | 'lists'
    | 'blocks'
    | 'mutes'
    | 'bookmarks'
    | 'domain_blocks';

interface Table {
    /** The first line, where other servers expect one. */
    heading?: string[];
    fields: SQL;
    from: SQL;
    mine: (owner: string) => SQL;
    /** What rows are ordered and gone on by; unique, never null. */
    key: SQL;
}

/** Rows fetched at a time: the table is sent while it is read, and no connection waits for a slow client. */
const BATCH = 1_000;

const acct = () => sql`a.username || '@' || coalesce(a.domain, ${config().domain}::text)`;
const yes = (flag: SQL) => sql`case when ${flag} then 'true' else 'false' end`;

const FOLLOWING = ['Account address', 'Show boosts', 'Notify on new posts', 'Languages'];
const followingFields = (who = acct()) => sql`array[${who}, ${yes(sql`f.show_boosts`)}, ${yes(sql`f.notify`)},
    coalesce(array_to_string(f.languages, ', '), '')]`;

/**
 * Whom a member lost, by refusing a domain for example; somebody who was lost twice stands there twice. Of somebody who is
 * gone for good the name is left.
 */
const severed = (role: 'followed' | 'follower') => {
    const count = role === 'followed' ? sql`v.following_count` : sql`v.followers_count`;
    return {
        from: sql`(
            select v.id, v.account_id, a.id as other_id, ${acct()} as acct, s.show_boosts, s.notify, s.languages
            from severances v join severed_follows s on s.severance_id = v.id join accounts a on a.id = s.other_id
            where s.role = ${role}
            union all select v.id, v.account_id, 0, v.target_name, true, false, null from severances v
            where v.cause = 'suspension' and ${count} > 0
                and not exists (select 1 from severed_follows s where s.severance_id = v.id)) as f`,
        mine: (owner: string) => sql`f.account_id = ${owner}::bigint`,
        key: sql`(f.id, f.other_id)`,
    };
};

/** The columns are those that Mastodon exports and imports. */
const TABLES: Record<ExportKind, () => Table> = {
    following: () => ({
        heading: FOLLOWING,
        fields: followingFields(),
        from: sql`follows f join accounts a on a.id = f.target_id`,
        mine: (owner) => sql`f.account_id = ${owner}::bigint`,
        key: sql`(f.id, 0::bigint)`,
    }),
    followers: () => ({
        heading: ['Account address'],
        fields: sql`array[${acct()}]`,
        from: sql`follows f join accounts a on a.id = f.account_id`,
        mine: (owner) => sql`f.target_id = ${owner}::bigint`,
        key: sql`(f.id, 0::bigint)`,
    }),
    severed_following: () => ({
        heading: FOLLOWING,
        fields: followingFields(sql`f.acct`),
        ...severed('followed'),
    }),
    severed_followers: () => ({
        heading: ['Account address'],
        fields: sql`array[f.acct]`,
        ...severed('follower'),
    }),
    lists: () => ({
        fields: sql`array[l.title, ${acct()}]`,
        from: sql`lists l join list_accounts p on p.list_id = l.id join accounts a on a.id = p.account_id`,
        mine: (owner) => sql`l.account_id = ${owner}::bigint`,
        key: sql`(l.id, a.id)`,
    }),
    blocks: () => ({
        fields: sql`array[${acct()}]`,
        from: sql`blocks b join accounts a on a.id = b.target_id`,
        mine: (owner) => sql`b.account_id = ${owner}::bigint`,
        key: sql`(b.id, 0::bigint)`,
    }),
    mutes: () => ({
        heading: ['Account address', 'Hide notifications'],
        fields: sql`array[${acct()}, ${yes(sql`m.hide_notifications`)}]`,
        from: sql`mutes m join accounts a on a.id = m.target_id`,
        mine: (owner) =>
            sql`m.account_id = ${owner}::bigint and (m.expires_at is null or m.expires_at > now())`,
        key: sql`(m.id, 0::bigint)`,
    }),
    bookmarks: () => ({
        fields: sql`array[statuses.uri]`,
        from: sql`bookmarks k join statuses on statuses.id = k.status_id`,
        mine: (owner) => sql`k.account_id = ${owner}::bigint and ${visibleTo(owner)}`,
        key: sql`(k.id, 0::bigint)`,
    }),
    domain_blocks: () => ({
        fields: sql`array[d.domain]`,
        from: sql`domain_blocks d`,
        mine: (owner) => sql`d.account_id = ${owner}::bigint`,
        key: sql`(d.id, 0::bigint)`,
    }),
};

/** The lines of one of a member's tables, heading first, oldest first; fetched as they are taken. */
export async function* exportRows(db: Database, owner: Actor, kind: ExportKind): AsyncGenerator<string[]> {
    const { heading, fields, from, mine, key } = TABLES[kind]();
    if (heading) yield heading;
    let after = ['-1', '-1'];
    for (;;) {
        const rows = await db.execute<{ fields: string[]; after: string[] }>(sql`
            with part as (
                select ${fields} as fields, ${key} as key from ${from}
                where ${mine(owner.accountId)} and ${key} > (${after[0]}::bigint, ${after[1]}::bigint)
                order by ${key} limit ${BATCH}::int
            )
            select fields, string_to_array(trim(both '()' from key::text), ',') as after from part order by key`);
        for (const row of rows) yield row.fields;
        const last = rows.at(-1);
        if (!last || rows.length < BATCH) return;
        after = last.after;
    }
}

/** How much a member can take along. */
export async function exportStatistics(db: Database, owner: Actor): Promise<Record<string, number>> {
    const me = owner.accountId;
    const [row] = await db.execute<Record<string, number>>(sql`
        select
            (select count(*)::int from follows where account_id = ${me}) as following_count,
            (select count(*)::int from follows where target_id = ${me}) as followers_count,
            (select count(*)::int from statuses where account_id = ${me}) as statuses_count,
            (select count(*)::int from lists where account_id = ${me}) as lists_count,
            (select count(*)::int from blocks where account_id = ${me}) as blocks_count,
            (select count(*)::int from mutes where account_id = ${me}) as mutes_count,
            (select count(*)::int from bookmarks where account_id = ${me}) as bookmarks_count,
            (select count(*)::int from domain_blocks where account_id = ${me}) as domain_blocks_count,
            (select count(*)::int from media_attachments where account_id = ${me}) as media_count`);
    return { ...row };
}
