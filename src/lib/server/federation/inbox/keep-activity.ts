import { sql } from 'drizzle-orm';
import type { ActivityRecord } from '../../activitypub/read-activity';
import { inGroups, inTransaction, newId, type Database } from '../../db';
import { INBOUND, type InboundJob } from '../../domain/neighbours';
import { enqueue } from '../../jobs';

interface Arrival {
    id: string;
    uri: string;
    actorUri: string;
    type: string;
    body: string;
}

/** As many as arrive while the former group is being written are written together. */
const LARGEST_GROUP = 200;

/**
 * Stores an activity with the job that works on it, in one transaction; resolves once that is durable. False where
 * the actor's activity of this id is stored already. Arrivals of the same moment share a transaction: a commit waits
 * for the disk, and a hundred can wait together.
 */
export function keepActivity(db: Database, activity: ActivityRecord, body: Uint8Array): Promise<boolean> {
    return keep(db, {
        id: newId(),
        uri: activity.id,
        actorUri: activity.actor,
        type: activity.type,
        body: utf8.decode(body),
    });
}

const utf8 = new TextDecoder();

const keep = inGroups<Arrival, boolean>(LARGEST_GROUP, async (db, group) => {
    const added = await write(db, group);
    return group.map(({ id }) => added.has(id));
});

function write(db: Database, group: Arrival[]): Promise<Set<string>> {
    const rows = JSON.stringify(
        group.map(({ id, uri, actorUri, type, body }) => ({ id, uri, actor_uri: actorUri, type, body })),
    );
    return inTransaction(db, async (tx) => {
        const added = await tx.execute<{ id: string }>(sql`
            insert into inbound_activities (id, uri, actor_uri, type, body)
            select id, uri, actor_uri, type, body
            from jsonb_to_recordset((${rows}::text)::jsonb)
                as row (id bigint, uri text, actor_uri text, type text, body text)
            on conflict (actor_uri, uri) do nothing
            returning id`);
        await enqueue(
            tx,
            INBOUND,
            added.map(({ id }) => ({ id }) satisfies InboundJob),
        );
        return new Set(added.map(({ id }) => id));
    });
}
