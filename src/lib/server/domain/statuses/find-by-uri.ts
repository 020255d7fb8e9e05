import { eq, sql } from 'drizzle-orm';
import { prepared, type Queryable } from '../../db';
import { statuses } from '../../db/schema';
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
    const [found] = await findTombstone(db, { uri, actorUri });
    return found !== undefined;
}

const findTombstone = prepared<object, { uri: string; actorUri: string }>(
    (parameter) => sql`
        select 1 from tombstones
        where uri = ${parameter('uri', 'text')} and actor_uri = ${parameter('actorUri', 'text')}`,
);
