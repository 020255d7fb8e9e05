import { sql, type SQL } from 'drizzle-orm';
import { prepared, type Database, type Parameter } from '../db';
import { statuses, type InteractionPolicy, type Visibility } from '../db/schema';
import { visibleTo } from '../domain/statuses';
import { attachedTo, type AttachedRow } from './attached-rows';

/** A row of `statuses` with what the viewer has to do with it. Moments are text as PostgreSQL writes them. */
export interface StatusRow {
    id: string;
    accountId: string;
    /** Another one whenever anything of the author's own row has changed. */
    authorVersion: string;
    uri: string;
    url: string | null;
    visibility: Visibility;
    contentHtml: string;
    contentWarning: string;
    sensitive: boolean;
    language: string | null;
    localOnly: boolean;
    emojis: Record<string, string>;
    inReplyToId: string | null;
    inReplyToAccountId: string | null;
    boostOfId: string | null;
    quoteOfId: string | null;
    quoteOfUri: string | null;
    quoteState: 'pending' | 'accepted' | 'rejected' | 'revoked' | 'deleted' | 'unauthorized' | null;
    quotePolicy: 'public' | 'followers' | 'nobody';
    interactionPolicy: InteractionPolicy | null;
    local: boolean;
    repliesCount: number;
    boostsCount: number;
    favouritesCount: number;
    quotesCount: number;
    originCounts: { replies?: number; likes?: number; shares?: number } | null;
    createdAt: string;
    editedAt: string | null;
    appName: string | null;
    appWebsite: string | null;
    /** May the viewer see it? The one predicate of `domain/statuses/visibility.ts`, asked anew at every reading. */
    visible: boolean;
    favourited: boolean;
    boosted: boolean;
    bookmarked: boolean;
    threadMuted: boolean;
    pinned: boolean;
    /** Follows between the viewer and the author; asked only where what the viewer may do depends on them, else null. */
    viewerFollows: boolean | null;
    followsViewer: boolean | null;
    /** Why the viewer would rather not meet the author of what is quoted; asked for quoted statuses alone. */
    quotedHiddenBy: 'block' | 'domain' | 'mute' | null;
    /** What hangs on it, in its order; null where nothing does. */
    attached: AttachedRow[] | null;
}

interface Values {
    ids: readonly string[];
    viewerId?: string;
}

/** The statuses `ids` with everything they boost and quote and all that hangs on them, in one statement. Those that are gone are left out. */
export function findStatusRows(
    db: Database,
    viewerId: string | null,
    ids: readonly string[],
): Promise<StatusRow[]> {
    return viewerId === null ? asGuest(db, { ids }) : asMember(db, { ids, viewerId });
}

const asGuest = prepared<StatusRow, Values>((parameter) =>
    statement(
        parameter,
        sql`null::bigint`,
        visibleTo(null),
        sql`false as favourited, false as boosted, false as bookmarked, false as "threadMuted", false as pinned,
            null as "viewerFollows", null as "followsViewer", null as "quotedHiddenBy"`,
    ),
);

const asMember = prepared<StatusRow, Values>((parameter) => {
    const viewer = parameter('viewerId', 'bigint');
    // OFFSET 0 keeps each question a probe of an index for the few statuses at hand: PostgreSQL would otherwise be free
    // to read everything the viewer ever liked, boosted or kept instead.
    const flags = sql`
        exists (select 1 from favourites f
            where f.account_id = ${viewer} and f.status_id = statuses.id offset 0) as favourited,
        exists (select 1 from statuses b
            where b.boost_of_id = statuses.id and b.account_id = ${viewer} offset 0) as boosted,
        exists (select 1 from bookmarks k
            where k.account_id = ${viewer} and k.status_id = statuses.id offset 0) as bookmarked,
        exists (select 1 from conversation_mutes c where c.account_id = ${viewer}
            and c.conversation_id = coalesce(statuses.conversation_id, statuses.id) offset 0) as "threadMuted",
        exists (select 1 from pins p
            where p.account_id = ${viewer} and p.status_id = statuses.id offset 0) as pinned,
        case when ${leftToSome} then exists (select 1 from follows f
            where f.account_id = ${viewer} and f.target_id = statuses.account_id offset 0) end as "viewerFollows",
        case when ${leftToSome} then exists (select 1 from follows f
            where f.account_id = statuses.account_id and f.target_id = ${viewer} offset 0) end as "followsViewer",
        case when statuses.id in (select id from quoted) then case
            when exists (select 1 from blocks b
                where b.account_id = ${viewer} and b.target_id = author.id offset 0) then 'block'
            when exists (select 1 from domain_blocks d
                where d.account_id = ${viewer} and d.domain = author.domain offset 0) then 'domain'
            when exists (select 1 from mutes m where m.account_id = ${viewer} and m.target_id = author.id
                and (m.expires_at is null or m.expires_at > now()) offset 0) then 'mute'
        end end as "quotedHiddenBy"`;
    return statement(parameter, viewer, visibleTo(viewer), flags);
});

/** Most authors let everybody do everything. */
const leftToSome = sql`(statuses.quote_policy = 'followers' or statuses.interaction_policy is not null)`;

function statement(parameter: Parameter<Values>, viewer: SQL, visible: SQL, flags: SQL): SQL {
    const ids = parameter('ids', 'bigint[]');
    return sql`
        with asked as materialized (
            select id, boost_of_id, quote_of_id from statuses where id = any(${ids})
        ), quoted as materialized (
            select quote_of_id as id from asked where quote_of_id is not null
            union select b.quote_of_id from asked join statuses b on b.id = asked.boost_of_id
                where b.quote_of_id is not null
        ), wanted as materialized (
            select id from asked
            union select boost_of_id from asked where boost_of_id is not null
            union select id from quoted
        ), hanging as (
            select "statusId", jsonb_agg(jsonb_build_object('kind', kind, 'data', data) order by position) as attached
            from (${attachedTo(sql`array(select id from wanted)`, viewer)}) as part group by "statusId"
        )
        select statuses.id, statuses.account_id as "accountId", author.xmin::text as "authorVersion",
            statuses.uri, statuses.url, statuses.visibility,
            statuses.content_html as "contentHtml", statuses.content_warning as "contentWarning",
            statuses.sensitive, statuses.language, statuses.local_only as "localOnly", statuses.emojis,
            statuses.in_reply_to_id as "inReplyToId", statuses.in_reply_to_account_id as "inReplyToAccountId",
            statuses.boost_of_id as "boostOfId", statuses.quote_of_id as "quoteOfId",
            statuses.quote_of_uri as "quoteOfUri", statuses.quote_state as "quoteState",
            statuses.quote_policy as "quotePolicy", statuses.interaction_policy as "interactionPolicy",
            statuses.local, statuses.replies_count as "repliesCount",
            statuses.boosts_count as "boostsCount", statuses.favourites_count as "favouritesCount",
            statuses.quotes_count as "quotesCount", statuses.origin_counts as "originCounts",
            statuses.created_at as "createdAt", statuses.edited_at as "editedAt",
            app.name as "appName", app.website as "appWebsite",
            ${visible} as visible, ${flags}, hanging.attached
        from wanted
        join ${statuses} on statuses.id = wanted.id
        join accounts author on author.id = statuses.account_id
        left join hanging on hanging."statusId" = statuses.id
        left join oauth_apps app on app.id = statuses.app_id`;
}
