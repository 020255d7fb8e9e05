import { sql } from 'drizzle-orm';
import type { ActivityRecord } from '../../activitypub/read-activity';
import { inTransaction, newId, type Database } from '../../db';
import { enqueue } from '../../jobs';

/** The queue in which received activities wait to be worked on. */
export const INBOUND = 'inbound';

export interface InboundJob {
    id: string;
}

interface Arrival {
    id: string;
    uri: string;
    actorUri: string;
    type: string;
    body: string;
    settle(isNew: boolean): void;
    fail(error: unknown): void;
}

/** As many as arrive while the former group is being written are written together. */
const LARGEST_GROUP = 200;

const waiting = new WeakMap<Database, Arrival[]>();
const writing = new WeakSet<Database>();

/**
 * Stores an activity with the job that works on it, in one transaction; resolves once that is durable. False where
 * the actor's activity of this id is stored already. Arrivals of the same moment share a transaction: a commit waits
 * for the disk, and a hundred can wait together.
 */
export function keepActivity(db: Database, activity: ActivityRecord, body: Uint8Array): Promise<boolean> {
    return new Promise((settle, fail) => {
        const arrivals = waiting.get(db) ?? [];
        waiting.set(db, arrivals);
        arrivals.push({
            id: newId(),
            uri: activity.id,
            actorUri: activity.actor,
            type: activity.type,
            body: new TextDecoder().decode(body),
            settle,
            fail,
        });
        if (!writing.has(db)) void writeGroups(db, arrivals);
    });
}

async function writeGroups(db: Database, arrivals: Arrival[]): Promise<void> {
    writing.add(db);
    while (arrivals.length > 0) {
        const group = arrivals.splice(0, LARGEST_GROUP);
        try {
            const added = await write(db, group);
            for (const arrival of group) arrival.settle(added.has(arrival.id));
        } catch (error) {
            for (const arrival of group) arrival.fail(error);
        }
    }
    writing.delete(db);
}

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
