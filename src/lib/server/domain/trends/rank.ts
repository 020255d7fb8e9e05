import { sql, type SQL } from 'drizzle-orm';
import { firstIdAt, inTransaction, type Database } from '../../db';
import { isOpenUse } from './open-use';

/** Fewer people than these make no trend, however much each of them does. */
const LEAST_PEOPLE = 3;
/** Hours that are looked at, and after how many somebody's use counts half. */
const WINDOW = 48;
const HALF_LIFE = { use: 12, liking: 6 };
/** The most trends of a kind that are kept. */
const MOST = 200;

const HOUR = 3_600_000;

/**
 * Ranks what trends now. Each person counts once for a hashtag, a link or a post, and less the longer ago it was; what
 * is used every day alike counts less than what is new. So one account makes no trend, and none lasts by itself.
 */
export async function rankTrends(db: Database, now = new Date()): Promise<void> {
    const since = new Date(now.getTime() - WINDOW * HOUR);
    await inTransaction(db, async (tx) => {
        await tx.execute(sql`delete from trends`);
        for (const ranking of [rankedHashtags, rankedLinks, rankedStatuses])
            await tx.execute(sql`insert into trends (kind, subject_id, score) ${ranking({ now, since })}`);
    });
}

interface Window {
    now: Date;
    since: Date;
}

const rankedHashtags = (window: Window) =>
    rankedUses('hashtag', window, {
        uses: sql`status_tags`,
        subject: sql`tag_id`,
        days: sql`hashtag_days`,
        mayTrend: sql`exists (select 1 from tags t where t.id = recent.subject and t.usable and t.listable
            and t.trendable is distinct from false)`,
    });

const rankedLinks = (window: Window) =>
    rankedUses('link', window, {
        uses: sql`status_cards`,
        subject: sql`card_id`,
        days: sql`link_days`,
        mayTrend: sql`exists (select 1 from preview_cards c where c.id = recent.subject
            and c.trendable is distinct from false)`,
    });

/** By how many people use something now, against how many do on a usual day of the week before. */
function rankedUses(
    kind: 'hashtag' | 'link',
    { now, since }: Window,
    { uses, subject, days, mayTrend }: { uses: SQL; subject: SQL; days: SQL; mayTrend: SQL },
): SQL {
    const today = sql`${now.toISOString().slice(0, 10)}::date`;
    return sql`
        with person as (
            select u.${subject} as subject, s.account_id, max(s.created_at) as at
            from statuses s join ${uses} u on u.status_id = s.id
            where s.id >= ${firstIdAt(since)}::bigint and s.created_at <= ${now.toISOString()}::timestamptz
                and ${isOpenUse}
            group by 1, 2
        ), recent as (
            select subject, sum(${faded(now, HALF_LIFE.use)}) as weight from person
            group by subject having count(*) >= ${LEAST_PEOPLE}::int
        ), usual as (
            select ${subject} as subject, sum(people) / 5.0 as people from ${days}
            where day between ${today} - 7 and ${today} - 3 group by 1
        )
        select ${kind}, subject, recent.weight * recent.weight / (recent.weight + coalesce(usual.people, 0))
        from recent left join usual using (subject)
        where ${mayTrend}
        order by 3 desc limit ${MOST}::int`;
}

/** Posts by how many people liked or boosted them; one of each author's, none behind a warning, no answers. */
function rankedStatuses({ now, since }: Window): SQL {
    return sql`
        with act as (
            select f.status_id, f.account_id, f.created_at as at from favourites f
            where f.id >= ${firstIdAt(since)}::bigint
            union all
            select b.boost_of_id, b.account_id, b.created_at from statuses b
            where b.id >= ${firstIdAt(since)}::bigint and b.boost_of_id is not null
        ), person as (
            select status_id, account_id, max(at) as at from act group by 1, 2
        ), liked as (
            select person.status_id, s.account_id, sum(${faded(now, HALF_LIFE.liking)}) as weight
            from person join statuses s on s.id = person.status_id join accounts author on author.id = s.account_id
            where person.account_id <> s.account_id and ${isOpenUse}
                and author.discoverable and author.trendable is distinct from false
                and not s.sensitive and s.content_warning = '' and s.in_reply_to_id is null
                and s.in_reply_to_uri is null and s.created_at > ${now.toISOString()}::timestamptz - interval '7 days'
            group by 1, 2 having count(*) >= ${LEAST_PEOPLE}::int
        ), best as (
            select distinct on (account_id) status_id, weight from liked order by account_id, weight desc
        )
        select 'status', status_id, weight from best order by weight desc limit ${MOST}::int`;
}

/** What a person's use at `person.at` still counts, between 0 and 1. */
function faded(now: Date, halfLife: number): SQL {
    return sql`power(0.5, greatest(extract(epoch from ${now.toISOString()}::timestamptz - person.at), 0)
        / ${halfLife * 3_600}::float8)`;
}
