import { and, eq } from 'drizzle-orm';
import type { Queryable } from '../../db';
import { statuses, tombstones } from '../../db/schema';
import type { StatusRow } from './find-visible-status';

/** The status with this ActivityPub id, whoever may see it: for what other servers refer to. */
export async function findByUri(db: Queryable, uri: string): Promise<StatusRow | undefined> {
    const [status] = await db.select().from(statuses).where(eq(statuses.uri, uri));
    return status;
}

/** What a status quotes, as far as it is known here. */
export async function findQuotedBy(db: Queryable, { quoteOfId }: StatusRow): Promise<StatusRow | undefined> {
    if (quoteOfId === null) return undefined;
    const [quoted] = await db.select().from(statuses).where(eq(statuses.id, quoteOfId));
    return quoted;
}

/** Whether its author has deleted or undone the thing with this id before it came here. */
export async function isBuried(db: Queryable, uri: string, actorUri: string): Promise<boolean> {
    const [tombstone] = await db
        .select({ uri: tombstones.uri })
        .from(tombstones)
        .where(and(eq(tombstones.uri, uri), eq(tombstones.actorUri, actorUri)));
    return tombstone !== undefined;
}
