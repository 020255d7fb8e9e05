import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db';
import type { Notice } from './notice';

/** How the two people, and the post it is about, stand to each other. */
export interface Circumstances {
    /** Somebody's own doing. */
    own: boolean;
    /** Blocks either way, a mute that hides notifications, a refused domain, a muted thread. */
    unwanted: boolean;
    /** The post answers or names somebody the recipient has blocked. */
    namesBlocked: boolean;
    senderSuspended: boolean;
    senderLimited: boolean;
    /** Younger than thirty days. */
    senderNew: boolean;
    senderIsBot: boolean;
    /** Answers for the community: never filtered. */
    senderIsStaff: boolean;
    /** The recipient has let them through once. */
    senderAccepted: boolean;
    follows: boolean;
    /** For at least three days, so that following just to get through doesn't help. */
    followed: boolean;
    /** A direct post that doesn't continue what the recipient said to them. */
    unaskedPrivate: boolean;
}

/** Mastodon's flags for those who handle reports or people: administrator, manage reports, manage users. */
const STAFF_PERMISSIONS = (1 << 0) | (1 << 4) | (1 << 10);

/** Undefined where there is nobody to tell: the recipient is not (or no longer) a member, or the post is gone. */
export async function findCircumstances(
    tx: Transaction,
    { accountId, fromAccountId, statusId }: Notice,
): Promise<Circumstances | undefined> {
    const [found] = await tx.execute<Circumstances & Record<string, unknown>>(sql`
        select
            me.id = them.id as "own",
            exists (select 1 from blocks b where (b.account_id = me.id and b.target_id = them.id)
                or (b.account_id = them.id and b.target_id = me.id))
            or exists (select 1 from mutes m where m.account_id = me.id and m.target_id = them.id
                and m.hide_notifications and (m.expires_at is null or m.expires_at > now()))
            or (f.id is null and exists (select 1 from domain_blocks d
                where d.account_id = me.id and d.domain = them.domain))
            or exists (select 1 from conversation_mutes c
                where c.account_id = me.id and c.conversation_id = s.conversation_id) as "unwanted",
            exists (select 1 from blocks b where b.account_id = me.id and (b.target_id = s.in_reply_to_account_id
                or b.target_id in (select m.account_id from mentions m where m.status_id = s.id))) as "namesBlocked",
            them.suspended_at is not null as "senderSuspended",
            them.silenced_at is not null as "senderLimited",
            them.created_at > now() - interval '30 days' as "senderNew",
            them.actor_type in ('Service', 'Application') as "senderIsBot",
            exists (select 1 from users u join roles r on r.id = u.role_id
                where u.account_id = them.id and r.permissions & ${STAFF_PERMISSIONS}::bigint <> 0) as "senderIsStaff",
            exists (select 1 from notification_requests q where q.account_id = me.id
                and q.from_account_id = them.id and q.accepted_at is not null) as "senderAccepted",
            f.id is not null as "follows",
            exists (select 1 from follows b where b.account_id = them.id and b.target_id = me.id
                and b.created_at < now() - interval '3 days') as "followed",
            s.visibility is not distinct from 'direct' and s.in_reply_to_account_id is distinct from me.id
                and not exists (select 1 from statuses earlier
                    join mentions m on m.status_id = earlier.id and m.account_id = them.id
                    where earlier.conversation_id = s.conversation_id and earlier.account_id = me.id) as "unaskedPrivate"
        from accounts me
        join users on users.account_id = me.id
        join accounts them on them.id = ${fromAccountId}
        left join statuses s on s.id = ${statusId ?? null}
        left join follows f on f.account_id = me.id and f.target_id = them.id
        where me.id = ${accountId} and me.suspended_at is null
            and (s.id is not null or ${statusId === undefined})`);
    return found;
}
