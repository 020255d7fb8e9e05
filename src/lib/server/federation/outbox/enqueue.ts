import { sql } from 'drizzle-orm';
import { CONTEXT } from '../../activitypub/vocabulary';
import { inTransaction, newId, type Queryable } from '../../db';
import { outboundActivities } from '../../db/schema';
import { provenIfPublic } from './prove';

/** Wakes the workers that deliver; see deliver.ts. */
export const DELIVERIES_CHANNEL = 'atoll_deliveries';

/** What goes first: a direct post or an answer does not wait behind a crowd of followers. */
export const PRIORITY = { direct: 0, followers: 1, rest: 2 } as const;

/** Stands where an account's id does for what the server itself says and signs. */
export const SERVER = '0';

export interface OutgoingActivity {
    /** The member who says it, and signs; or the server. */
    accountId: string;
    /** The activity, without its context. Its id makes sure that it goes to each inbox once. */
    activity: { id: string } & Record<string, unknown>;
    inboxes: string[];
    priority?: (typeof PRIORITY)[keyof typeof PRIORITY];
}

/**
 * Owes an activity to each of the inboxes: one stored body, proven once, one row per inbox. Saying the same again owes nothing new,
 * so that an effect may run twice.
 */
export async function enqueueActivity(db: Queryable, outgoing: OutgoingActivity): Promise<void> {
    const { accountId, activity, priority = PRIORITY.followers } = outgoing;
    const inboxes = [...new Set(outgoing.inboxes)].filter((inbox) => URL.canParse(inbox));
    if (inboxes.length === 0) return;
    const document = await provenIfPublic(db, accountId, { '@context': CONTEXT, ...activity });
    const body = JSON.stringify(document);
    return inTransaction(db, async (tx) => {
        const activityId = newId();
        const said = await tx
            .insert(outboundActivities)
            .values({ id: activityId, uri: activity.id, accountId, body })
            .onConflictDoNothing()
            .returning({ id: outboundActivities.id });
        if (said.length === 0) return;
        const rows = inboxes.map((inbox) => ({ id: newId(), inbox, host: new URL(inbox).host }));
        await tx.execute(sql`
            insert into deliveries (id, activity_id, inbox_url, host, priority, due_at)
            select row.id, ${activityId}::bigint, row.inbox, row.host, ${priority}::int,
                greatest(now(), coalesce(instances.retry_after, now()))
            from jsonb_to_recordset((${JSON.stringify(rows)}::text)::jsonb) as row (id bigint, inbox text, host text)
            left join instances on instances.domain = row.host
            where instances.parked_at is null
            on conflict (activity_id, inbox_url) do nothing`);
        await tx.execute(sql`select pg_notify(${DELIVERIES_CHANNEL}, '')`);
    });
}
