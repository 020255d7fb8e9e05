import { sql } from 'drizzle-orm';
import { inTransaction, newId, type Queryable } from '../../db';
import { outboundActivities } from '../../db/schema';
import { DELIVERIES_CHANNEL } from '../../domain/neighbours';
import { provenIfPublic } from './prove';

/**
 * What goes first: a direct post or an answer does not wait behind a crowd of followers, who do not wait for likes, which
 * do not wait for what only completes a picture. What changes or undoes a thing never goes before what made it.
 */
export const PRIORITY = { direct: 0, followers: 1, interactions: 2, completion: 3 } as const;

/** Stands where an account's id does for what the server itself says and signs. */
export const SERVER = '0';

export interface OutgoingActivity {
    /** The member who says it, and signs; or the server. */
    accountId: string;
    /** The activity, without its context. Its id makes sure that it goes to each inbox once. */
    activity: { id: string; type?: unknown; object?: unknown } & Record<string, unknown>;
    inboxes: string[];
    priority?: (typeof PRIORITY)[keyof typeof PRIORITY];
}

/**
 * Owes an activity to each of the inboxes: one stored body, proven once, one row per inbox, a lane for each host. Saying the
 * same again owes nothing new, so that an effect may run twice.
 */
export async function enqueueActivity(db: Queryable, outgoing: OutgoingActivity): Promise<void> {
    const { accountId, activity, priority = PRIORITY.followers } = outgoing;
    const inboxes = [...new Set(outgoing.inboxes)].filter((inbox) => URL.canParse(inbox));
    if (inboxes.length === 0) return;
    const document = await provenIfPublic(db, accountId, activity);
    const body = JSON.stringify(document);
    return inTransaction(db, async (tx) => {
        const activityId = newId();
        const said = await tx
            .insert(outboundActivities)
            .values({ id: activityId, uri: activity.id, about: aboutOf(activity), accountId, body })
            .onConflictDoNothing()
            .returning({ id: outboundActivities.id });
        if (said.length === 0) return;
        const rows = inboxes.map((inbox) => ({ id: newId(), inbox, host: new URL(inbox).host }));
        // Lanes are locked in the order of their hosts, as the workers do, so that nobody waits in a circle.
        await tx.execute(sql`
            with owed as (
                insert into deliveries (id, activity_id, inbox_url, host, priority)
                select row.id, ${activityId}::bigint, row.inbox, row.host, ${priority}::int
                from jsonb_to_recordset((${JSON.stringify(rows)}::text)::jsonb) as row (id bigint, inbox text, host text)
                left join instances on instances.domain = row.host
                where instances.parked_at is null and not is_refused_domain(row.host)
                on conflict (activity_id, inbox_url) do nothing
                returning host
            )
            insert into delivery_lanes (host, urgency, due_at)
            select hosts.host, ${priority * 2}::int, greatest(now(), instances.retry_after)
            from (select distinct host from owed) hosts left join instances on instances.domain = hosts.host
            order by hosts.host
            on conflict (host) do update set arrivals = delivery_lanes.arrivals + 1,
                urgency = least(delivery_lanes.urgency, excluded.urgency),
                due_at = least(delivery_lanes.due_at, excluded.due_at)`);
        await tx.execute(sql`select pg_notify(${DELIVERIES_CHANNEL}, '')`);
    });
}

/** Acts that somebody may take back or answer; everything else is said of its object. */
const ACTS = new Set<unknown>([
    'Announce',
    'Block',
    'EmojiReact',
    'Flag',
    'Follow',
    'Like',
    'Move',
    'QuoteRequest',
]);

/** The id of what an activity tells of: of a post its Create, Update and Delete, of a like the Like and its Undo. */
function aboutOf({ id, type, object }: OutgoingActivity['activity']): string {
    if (ACTS.has(type)) return id;
    const named = typeof object === 'object' && object !== null && 'id' in object ? object.id : object;
    return typeof named === 'string' ? named : id;
}
