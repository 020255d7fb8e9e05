import { sql } from 'drizzle-orm';

/**
 * Why one row `f` of `remote_files` is worth keeping, as SQL: 2 where members bookmarked, liked, answered, boosted or
 * pinned a post that shows it; 1 where it is a picture or an emoji of somebody whom a member follows; else 0.
 */
export const INTEREST = sql`(case
    when exists (
        select from (
            select m.status_id as id from media_attachments m where m.remote_url = f.url
            union all
            select m.status_id from media_attachments m where m.remote_preview_url = f.url
            union all
            select sc.status_id from preview_cards c join status_cards sc on sc.card_id = c.id
            where c.image_url = f.url
        ) shown where exists (select from bookmarks b where b.status_id = shown.id)
            or exists (select from pins p join users u on u.account_id = p.account_id where p.status_id = shown.id)
            or exists (select from favourites l join users u on u.account_id = l.account_id
                where l.status_id = shown.id)
            or exists (select from statuses s where s.in_reply_to_id = shown.id and s.local)
            or exists (select from statuses s where s.boost_of_id = shown.id and s.local)
    ) then 2
    when exists (
        select from follows o join users u on u.account_id = o.account_id
        join accounts a on a.id = o.target_id and a.domain is not null
        where f.url in (a.avatar_url, a.avatar_static_url, a.header_url, a.header_static_url)
            or exists (select from jsonb_each_text(a.emojis) e where e.value = f.url)
    ) then 1
    else 0 end)`;
