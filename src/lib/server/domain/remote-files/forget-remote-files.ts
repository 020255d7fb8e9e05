import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '../../db';
import { removeLeaving } from './make-room';
import { forgetMemory } from './picture-memory';
import { release } from './space';

/** Whose people are neither shown nor spoken with: by a decision about their domain, or about them. */
const IS_REFUSED = sql`(a.media_refused or a.suspended_at is not null) and a.domain is not null`;

/** Removes what is kept of hosts and of people of whom nothing is shown. */
export async function forgetRefusedFiles(db: Database): Promise<void> {
    forgetMemory();
    await forget(
        db,
        sql`domain in (
                select d.domain from (select distinct domain from remote_files) d
                where is_refused_domain(d.domain)
                    or coalesce((select rejects_media from domain_policy_of(d.domain)), false))
            or url in (
                select shown.url from accounts a
                cross join lateral unnest(array[
                    a.avatar_url, a.avatar_static_url, a.header_url, a.header_static_url]) as shown(url)
                where ${IS_REFUSED})
            or exists (select from media_attachments m join accounts a on a.id = m.account_id
                where m.remote_url = f.url and ${IS_REFUSED})
            or exists (select from media_attachments m join accounts a on a.id = m.account_id
                where m.remote_preview_url = f.url and ${IS_REFUSED})`,
    );
}

/** Removes what is kept of these addresses. */
export async function forgetFilesAt(db: Database, urls: readonly string[]): Promise<void> {
    forgetMemory(urls);
    if (urls.length > 0) await forget(db, sql`f.url = any(${sql.param([...urls])}::text[])`);
}

/** What is arriving finds its claim gone when it is here. */
async function forget(db: Database, which: SQL): Promise<void> {
    const chosen = sql`url_hash in (select f.url_hash from remote_files f where ${which})`;
    await release(db, sql`state = 'arriving' and ${chosen}`);
    await db.execute(sql`update remote_files set state = 'leaving' where state = 'kept' and ${chosen}`);
    await removeLeaving(db);
}
