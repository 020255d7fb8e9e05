import { sql } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { statuses } from '../../db/schema';
import { visibleTo } from './visibility';

/** How a status looks to one of several viewers. */
export interface StatusViewer {
    accountId: string;
    /** It looks to them as to anybody: not their own, no quote, nothing done to it, no filters of theirs. */
    asStranger: boolean;
}

/** The viewers of a status, with what decides whether it suits them. */
export interface StatusViewers {
    language: string | null;
    viewers: StatusViewer[];
}

type Row = { accountId: string; asStranger: boolean; language: string | null; boostOfId: string | null };

/**
 * Which of `accountIds` may see the status at this moment and have not muted its author or refused their domain.
 * One query for all of them, so that a live event costs the same for one listener and for a thousand. A boost reaches
 * those who may see the boosted status as well.
 */
export async function viewersOfStatus(
    db: Queryable,
    statusId: string,
    accountIds: string[],
): Promise<StatusViewers> {
    const rows = await sightsOf(db, statusId, accountIds);
    const boostOfId = rows[0]?.boostOfId;
    if (!boostOfId) return { language: rows[0]?.language ?? null, viewers: rows.map(asViewer) };
    const strangers = new Set(rows.filter((row) => row.asStranger).map(({ accountId }) => accountId));
    const boosted = await sightsOf(
        db,
        boostOfId,
        rows.map(({ accountId }) => accountId),
    );
    return {
        language: boosted[0]?.language ?? null,
        viewers: boosted.map(({ accountId, asStranger }) => ({
            accountId,
            asStranger: asStranger && strangers.has(accountId),
        })),
    };
}

function asViewer({ accountId, asStranger }: Row): StatusViewer {
    return { accountId, asStranger };
}

async function sightsOf(db: Queryable, statusId: string, accountIds: string[]): Promise<Row[]> {
    if (accountIds.length === 0) return [];
    const viewer = sql`viewer.id`;
    const rows = await db.execute<Row & Record<string, unknown>>(sql`
        select viewer.id as "accountId", ${statuses.language} as language, ${statuses.boostOfId} as "boostOfId",
            not (
                ${statuses.accountId} = ${viewer}
                or ${statuses.quoteOfId} is not null or ${statuses.quotePolicy} = 'followers'
                or exists (select 1 from filters f where f.account_id = ${viewer})
                or exists (select 1 from favourites f where f.account_id = ${viewer} and f.status_id = ${statuses.id})
                or exists (select 1 from bookmarks b where b.account_id = ${viewer} and b.status_id = ${statuses.id})
                or exists (select 1 from statuses b where b.boost_of_id = ${statuses.id} and b.account_id = ${viewer})
                or exists (select 1 from conversation_mutes m where m.account_id = ${viewer}
                    and m.conversation_id = ${statuses.conversationId})
                or exists (select 1 from polls p join poll_votes v on v.poll_id = p.id
                    where p.status_id = ${statuses.id} and v.account_id = ${viewer})
            ) as "asStranger"
        from ${statuses}, unnest(${sql.param(accountIds)}::bigint[]) as viewer(id)
        where ${statuses.id} = ${statusId} and ${visibleTo(viewer)}
            and not exists (select 1 from mutes m where m.account_id = ${viewer}
                and m.target_id = ${statuses.accountId} and (m.expires_at is null or m.expires_at > now()))
            and not exists (select 1 from domain_blocks d join accounts a on a.domain = d.domain
                where d.account_id = ${viewer} and a.id = ${statuses.accountId})`);
    return [...rows];
}
