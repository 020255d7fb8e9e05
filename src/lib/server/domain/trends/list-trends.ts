import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '../../db';
import { statuses } from '../../db/schema';
import { instanceState } from '../instance';
import { notHiddenFrom, visibleTo } from '../statuses';
import type { Viewer } from '../users';

/** A part of a ranked list. */
export interface TrendsPart {
    limit: number;
    offset: number;
}

/** The folded names of hashtags that trend, first things first. */
export async function trendingHashtags(db: Database, part: TrendsPart): Promise<string[]> {
    return list(db, part, ({ reviewed }) => ({
        subject: sql`t.name`,
        from: sql`trends join tags t on t.id = trends.subject_id`,
        where: sql`trends.kind = 'hashtag' and t.usable and t.listable and ${allowed(sql`t.trendable`, reviewed)}`,
    }));
}

/** The ids of preview cards that trend. */
export async function trendingLinks(db: Database, part: TrendsPart): Promise<string[]> {
    return list(db, part, ({ reviewed }) => ({
        subject: sql`c.id`,
        from: sql`trends join preview_cards c on c.id = trends.subject_id`,
        where: sql`trends.kind = 'link' and ${allowed(sql`c.trendable`, reviewed)}`,
    }));
}

/** The ids of posts that trend, without whom the viewer does not want to meet and in languages they chose. */
export async function trendingStatuses(
    db: Database,
    viewer: Viewer | null,
    part: TrendsPart,
): Promise<string[]> {
    const viewerId = viewer?.accountId ?? null;
    const languages = viewer?.chosenLanguages;
    return list(db, part, ({ reviewed }) => ({
        subject: sql`statuses.id`,
        from: sql`trends join ${statuses} on statuses.id = trends.subject_id
            join accounts author on author.id = statuses.account_id`,
        where: sql`trends.kind = 'status' and ${visibleTo(viewerId)} and ${notHiddenFrom(viewerId)}
            and author.silenced_at is null and author.discoverable
            and ${allowed(sql`author.trendable`, reviewed)}
            and ${languages ? sql`(statuses.language is null or statuses.language = any(${sql.param(languages)}))` : sql`true`}`,
    }));
}

interface Question {
    subject: SQL;
    from: SQL;
    where: SQL;
}

async function list(
    db: Database,
    { limit, offset }: TrendsPart,
    question: (community: { reviewed: boolean }) => Question,
): Promise<string[]> {
    const { settings } = await instanceState(db);
    if (!settings.trends) return [];
    const { subject, from, where } = question({ reviewed: settings.trendsReview });
    const rows = await db.execute<{ subject: string }>(sql`
        select ${subject} as subject from ${from} where ${where}
        order by trends.score desc, trends.subject_id limit ${limit}::int offset ${offset}::int`);
    return Array.from(rows, (row) => row.subject);
}

/** What a moderator refused never trends; where they look first, only what they let through does. */
function allowed(decision: SQL, reviewed: boolean): SQL {
    return reviewed ? sql`${decision} is true` : sql`${decision} is distinct from false`;
}
