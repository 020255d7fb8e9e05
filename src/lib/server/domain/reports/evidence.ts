import { sql } from 'drizzle-orm';
import { prepared, type Queryable } from '../../db';

/** A reported post as it stood when it was reported. */
export interface Evidence {
    statusId: string;
    uri: string;
    url: string | null;
    /** Who it was by, as they called themselves. */
    author: { id: string; username: string; domain: string | null; displayName: string; uri: string };
    visibility: string;
    contentWarning: string;
    /** As it was shown. */
    contentHtml: string;
    poll: string[] | null;
    media: {
        type: string;
        description: string | null;
        key: string | null;
        remoteUrl: string | null;
    }[];
    inReplyToAccountId: string | null;
    createdAt: string;
    editedAt: string | null;
}

const read = prepared<{ evidence: Evidence }, { ids: readonly string[] }>(
    (parameter) => sql`
        select jsonb_build_object('statusId', s.id::text, 'uri', s.uri, 'url', s.url,
            'author', jsonb_build_object('id', a.id::text, 'username', a.username, 'domain', a.domain,
                'displayName', a.display_name, 'uri', a.uri),
            'visibility', s.visibility, 'contentWarning', s.content_warning, 'contentHtml', s.content_html,
            'poll', (select to_jsonb(p.options) from polls p where p.status_id = s.id),
            'media', coalesce((select jsonb_agg(jsonb_build_object('type', m.type, 'description', m.description,
                'key', m.key, 'remoteUrl', m.remote_url) order by m.position)
                from media_attachments m where m.status_id = s.id), '[]'),
            'inReplyToAccountId', s.in_reply_to_account_id::text,
            'createdAt', s.created_at, 'editedAt', s.edited_at) as evidence
        from statuses s join accounts a on a.id = s.account_id
        where s.id = any(${parameter('ids', 'bigint[]')}) order by s.id`,
);

/** Writes down the statuses `ids`, so that a report outlives their being edited or deleted. */
export async function takeEvidence(db: Queryable, ids: readonly string[]): Promise<Evidence[]> {
    if (ids.length === 0) return [];
    return (await read(db, { ids })).map(({ evidence }) => evidence);
}
