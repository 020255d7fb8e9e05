import { sql, type SQL } from 'drizzle-orm';
import { prepared } from '../db';
import type { MediaSize } from '../db/schema';

export interface MentionRow {
    id: string;
    username: string;
    domain: string | null;
    url: string;
}

export interface TagRow {
    name: string;
    displayName: string;
}

export interface MediaRow {
    id: string;
    type: 'image' | 'gifv' | 'video' | 'audio' | 'unknown';
    state: 'processing' | 'ready' | 'failed';
    key: string | null;
    previewKey: string | null;
    remoteUrl: string | null;
    remotePreviewUrl: string | null;
    description: string | null;
    blurhash: string | null;
    focusX: number | null;
    focusY: number | null;
    original: MediaSize | null;
    small: MediaSize | null;
}

export interface PollRow {
    id: string;
    options: string[];
    counts: number[];
    multiple: boolean;
    hideTotals: boolean;
    votersCount: number | null;
    expiresAt: string | null;
    /** The viewer's own choices. */
    ownVotes: number[];
}

export interface CardRow {
    url: string;
    type: 'link' | 'photo' | 'video' | 'rich';
    title: string;
    description: string;
    html: string;
    embedUrl: string;
    authorName: string;
    authorUrl: string;
    /** Whom the page credits, where that account names the page's site as one of its own. */
    authorId: string | null;
    providerName: string;
    providerUrl: string;
    imageKey: string | null;
    imageUrl: string | null;
    imageDescription: string;
    width: number;
    height: number;
    blurhash: string | null;
    language: string | null;
    publishedAt: string | null;
}

/** An emoji under a status. */
export interface ReactionRow {
    /** The character itself, or a shortcode without colons. */
    emoji: string;
    imageUrl: string | null;
    count: number;
    /** Is the viewer among those who put it there? */
    own: boolean;
}

/** One thing that hangs on a status. */
export type AttachedRow =
    | { kind: 'mention'; data: MentionRow }
    | { kind: 'tag'; data: TagRow }
    | { kind: 'media'; data: MediaRow }
    | { kind: 'poll'; data: PollRow }
    | { kind: 'card'; data: CardRow }
    | { kind: 'reaction'; data: ReactionRow };

/** The columns of a media attachment `m` as the JSON of a MediaRow. */
const MEDIA = sql`jsonb_build_object('id', m.id::text, 'type', m.type, 'state', m.state, 'key', m.key,
    'previewKey', m.preview_key, 'remoteUrl', m.remote_url, 'remotePreviewUrl', m.remote_preview_url,
    'description', m.description, 'blurhash', m.blurhash, 'focusX', m.focus_x_thousandths,
    'focusY', m.focus_y_thousandths, 'original', m.original, 'small', m.small)`;

/** The columns of a preview card `c` as the JSON of a CardRow. */
export const CARD = sql`jsonb_build_object('url', c.url, 'type', c.type, 'title', c.title,
    'description', c.description, 'html', c.html, 'embedUrl', c.embed_url, 'authorName', c.author_name,
    'authorUrl', c.author_url, 'authorId', c.author_account_id::text, 'providerName', c.provider_name,
    'providerUrl', c.provider_url, 'imageKey', c.image_key, 'imageUrl', c.image_url,
    'imageDescription', c.image_description, 'width', c.width, 'height', c.height, 'blurhash', c.blurhash,
    'language', c.language, 'publishedAt', c.published_at)`;

/**
 * Everything that hangs on the statuses `ids` (an array of theirs): one scan of an index for each kind, as rows of
 * "statusId", kind, position and data. `viewerId` tells whose votes and reactions are whose.
 */
export function attachedTo(ids: SQL, viewerId: SQL): SQL {
    return sql`
            select t.status_id as "statusId", 'mention' as kind, 0 as position, jsonb_build_object(
                'id', a.id::text, 'username', a.username, 'domain', a.domain, 'url', coalesce(a.url, a.uri)) as data
            from mentions t join accounts a on a.id = t.account_id
            where t.status_id = any(${ids}) and not t.silent
            union all
            select t.status_id, 'tag', 0, jsonb_build_object('name', g.name, 'displayName', g.display_name)
            from status_tags t join tags g on g.id = t.tag_id where t.status_id = any(${ids})
            union all
            select m.status_id, 'media', m.position, ${MEDIA}
            from media_attachments m where m.status_id = any(${ids})
            union all
            select p.status_id, 'poll', 0, jsonb_build_object('id', p.id::text, 'options', p.options,
                'counts', p.counts, 'multiple', p.multiple, 'hideTotals', p.hide_totals,
                'votersCount', p.voters_count, 'expiresAt', p.expires_at,
                'ownVotes', array(select v.choice from poll_votes v
                    where v.poll_id = p.id and v.account_id = ${viewerId} order by v.choice))
            from polls p where p.status_id = any(${ids})
            union all
            select s.status_id, 'card', 0, ${CARD}
            from status_cards s join preview_cards c on c.id = s.card_id where s.status_id = any(${ids})
            union all
            select r.status_id, 'reaction', row_number() over (order by min(r.id))::int, jsonb_build_object(
                'emoji', r.emoji, 'imageUrl', r.image_url, 'count', count(*)::int,
                'own', coalesce(bool_or(r.account_id = ${viewerId}), false))
            from reactions r where r.status_id = any(${ids}) group by r.status_id, r.emoji, r.image_url`;
}

/** Media attachments by their own ids, attached or not; `isWithheld` are those of domains whose files are not shown. */
export const findMediaRows = prepared<{ data: MediaRow; isWithheld: boolean }, { ids: readonly string[] }>(
    (parameter) => sql`
        select ${MEDIA} as data, a.media_refused as "isWithheld"
        from media_attachments m join accounts a on a.id = m.account_id
        where m.id = any(${parameter('ids', 'bigint[]')})`,
);
