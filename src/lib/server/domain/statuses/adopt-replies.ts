import { sql } from 'drizzle-orm';
import { prepared, type Transaction } from '../../db';
import type { StatusRow } from './find-visible-status';

/** Answers that came before what they answer find their place, and their threads become one with its thread. */
export async function adoptReplies(
    tx: Transaction,
    { id, accountId, uri, conversationId }: StatusRow,
): Promise<void> {
    const threads = await adoptOrphans(tx, { id, accountId, uri });
    const otherIds = threads.map((thread) => thread.id).filter((other) => other !== conversationId);
    if (conversationId !== null && otherIds.length > 0) await joinThreads(tx, { conversationId, otherIds });
}

const adoptOrphans = prepared<{ id: string }, { id: string; accountId: string; uri: string }>(
    (parameter) => sql`
        with adopted as (
            update statuses set in_reply_to_id = ${parameter('id', 'bigint')},
                in_reply_to_account_id = ${parameter('accountId', 'bigint')}
            where in_reply_to_uri = ${parameter('uri', 'text')} and in_reply_to_uri is not null
                and in_reply_to_id is null
            returning conversation_id
        ), counted as (
            update statuses set replies_count = replies_count + (select count(*) from adopted)::int
            where id = ${parameter('id', 'bigint')} and exists (select 1 from adopted)
        )
        select distinct conversation_id as id from adopted where conversation_id is not null`,
);

/** Whoever muted one of the threads has muted the whole. Conversations between few stay as their people have them. */
const joinThreads = prepared<object, { conversationId: string; otherIds: readonly string[] }>(
    (parameter) => sql`
        with others as (
            select other.id from unnest(${parameter('otherIds', 'bigint[]')}) as other (id)
            where not exists (select 1 from conversations c where c.id = other.id)
        ), muted as (
            insert into conversation_mutes (account_id, conversation_id)
            select distinct account_id, ${parameter('conversationId', 'bigint')}
            from conversation_mutes where conversation_id in (select id from others)
            on conflict do nothing
        )
        update statuses set conversation_id = ${parameter('conversationId', 'bigint')}
        where conversation_id in (select id from others)`,
);
