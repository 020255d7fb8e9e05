import { sql } from 'drizzle-orm';
import { prepared, type Database } from '../../db';
import { openStored } from '../../storage';
import type { RemoteFile } from './remote-file';
import { hashOf, release } from './space';

/** What is known of a remote address. */
export interface Known {
    /** Nothing of its host, or of whose it is, is shown. */
    isRefused: boolean;
    state: 'arriving' | 'kept' | 'leaving' | null;
    key: string | null;
    mimeType: string | null;
    isLongUnseen: boolean | null;
}

/** One row. Files may lie on other hosts than their people: both have to be welcome. */
const known = prepared<Known, { url: string; hash: string; host: string }>(
    (parameter) => sql`
        select is_refused_domain(host) or coalesce((select rejects_media from domain_policy_of(host)), false)
                or exists (select from media_attachments m join accounts a on a.id = m.account_id
                    where m.remote_url = asked.url and (a.media_refused or a.suspended_at is not null))
                or exists (select from media_attachments m join accounts a on a.id = m.account_id
                    where m.remote_preview_url = asked.url and (a.media_refused or a.suspended_at is not null))
                or exists (select from accounts a
                    where a.avatar_url = asked.url and (a.media_refused or a.suspended_at is not null))
                or exists (select from accounts a
                    where a.header_url = asked.url and (a.media_refused or a.suspended_at is not null))
                as "isRefused",
            f.state, f.key, f.mime_type as "mimeType",
            f.last_viewed_at < date_trunc('hour', now()) as "isLongUnseen"
        from (select ${parameter('host', 'text')} as host, ${parameter('url', 'text')} as url) asked
        left join remote_files f on f.url_hash = ${parameter('hash', 'text')}`,
);

/** What is known of an address, and whether anything may be shown of it. */
export async function lookUp(db: Database, url: string): Promise<Known> {
    const [row] = await known(db, { url, hash: hashOf(url), host: new URL(url).host });
    if (!row) throw new Error('PostgreSQL answered without a row');
    return row;
}

/** A file as it is kept here, if it is; a row whose file is gone is forgotten. */
export async function openKept(
    db: Database,
    url: string,
    { state, key, mimeType }: Known,
): Promise<RemoteFile | undefined> {
    if (state !== 'kept' || !key || !mimeType) return undefined;
    const file = await openStored(key);
    if (file)
        return {
            mimeType,
            bytes: file.bytes,
            etag: file.etag,
            read: (range) => file.read(range),
            close() {},
        };
    await release(db, sql`url_hash = ${hashOf(url)} and key = ${key}`);
    return undefined;
}
