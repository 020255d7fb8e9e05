import { sql } from 'drizzle-orm';
import { prepared, type Queryable } from '../../db';
import type { Visibility } from '../../db/schema';
import { isVisible } from './visibility';

/** What of a post decides who may see it and whom it suits, apart from the viewer. */
export interface OutlookPost {
    id: string;
    authorId: string;
    /** Null for members. */
    authorDomain: string | null;
    authorSuspended: boolean;
    visibility: Visibility;
    localOnly: boolean;
    awaitsApproval: boolean;
    language: string | null;
    /** Everybody it names, in silence too. */
    mentionedIds: string[];
    /** Whose post it answers. */
    answeredId: string | null;
    /** Its answer to "may I quote this?" is not the same for everybody. */
    asksWhoYouAre: boolean;
}

/** A status with what it boosts or quotes, as it stands for all viewers at once. */
export interface Outlook {
    status: OutlookPost;
    boosted: OutlookPost | null;
    quoted: OutlookPost | null;
}

/** What one viewer has to do with the author of a post. */
export interface Tie {
    viewerId: string;
    follows: boolean;
    /** Either has blocked the other. */
    blocked: boolean;
}

type Row = OutlookPost & { part: keyof Outlook };

/** The outlook of the status `id`, in one statement however many are to hear of it; undefined once it is gone. */
export async function outlookOf(db: Queryable, id: string): Promise<Outlook | undefined> {
    const rows = await find(db, { id });
    const part = (name: keyof Outlook) => rows.find((row) => row.part === name) ?? null;
    const status = part('status');
    return status ? { status, boosted: part('boosted'), quoted: part('quoted') } : undefined;
}

/** May the viewer, a member, see the post? `isVisible`, asked with what is already known of both. */
export function isVisibleWith(post: OutlookPost, { viewerId, follows, blocked }: Tie): boolean {
    return isVisible({
        visibility: post.visibility,
        authorId: post.authorId,
        viewerId,
        viewerIsRemote: false,
        viewerFollowsAuthor: follows,
        viewerIsMentioned: post.mentionedIds.includes(viewerId),
        blocked,
        authorSuspended: post.authorSuspended,
        localOnly: post.localOnly,
        awaitsApproval: post.awaitsApproval,
        viewerIsAnswered: post.answeredId === viewerId,
    });
}

const find = prepared<Row, { id: string }>(
    (parameter) => sql`
        with status as (
            select id, boost_of_id from statuses where id = ${parameter('id', 'bigint')}
        ), parts as (
            select 'status' as part, id from status
            union all select 'boosted', boost_of_id from status where boost_of_id is not null
            union all select 'quoted', s.quote_of_id from status
                join statuses s on s.id = coalesce(status.boost_of_id, status.id)
                where s.quote_of_id is not null
        )
        select parts.part, s.id, s.account_id as "authorId", a.domain as "authorDomain",
            a.suspended_at is not null as "authorSuspended", s.visibility, s.local_only as "localOnly",
            s.awaits_approval as "awaitsApproval", s.language,
            array(select m.account_id::text from mentions m where m.status_id = s.id) as "mentionedIds",
            s.in_reply_to_account_id as "answeredId",
            s.quote_policy <> 'public' or s.interaction_policy is not null as "asksWhoYouAre"
        from parts join statuses s on s.id = parts.id join accounts a on a.id = s.account_id`,
);
