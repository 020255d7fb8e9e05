import { preparedPage, type Database, type Slice } from '../../db';
import { sql } from 'drizzle-orm';
import { statuses } from '../../db/schema';
import { findActedOnStatus, notHiddenFrom, visibleTo } from '../statuses';
import type { Actor } from '../users';

/**
 * The ids of the statuses that quote a status, the latest first: those that were accepted, that the viewer may see and
 * has not asked not to meet.
 * @throws NotFound
 */
export async function listQuotes(
    db: Database,
    viewer: Actor | null,
    id: string,
    slice: Slice,
): Promise<string[]> {
    const { id: quotedId } = await findActedOnStatus(db, viewer, id);
    const rows =
        viewer === null
            ? await asGuest(db, slice, { quotedId })
            : await asMember(db, slice, { quotedId, viewerId: viewer.accountId });
    return rows.map((row) => row.id);
}

const asGuest = preparedPage<{ id: string }, { quotedId: string }>(
    (parameter, { within, order, limit }) => sql`
        select statuses.id from ${statuses}
        where statuses.quote_of_id = ${parameter('quotedId', 'bigint')} and statuses.quote_state = 'accepted'
            and ${within(sql`statuses.id`)} and ${visibleTo(null)}
        order by statuses.id ${order} limit ${limit}`,
);

const asMember = preparedPage<{ id: string }, { quotedId: string; viewerId: string }>(
    (parameter, { within, order, limit }) => {
        const viewer = parameter('viewerId', 'bigint');
        return sql`
            select statuses.id from ${statuses}
            where statuses.quote_of_id = ${parameter('quotedId', 'bigint')} and statuses.quote_state = 'accepted'
                and ${within(sql`statuses.id`)} and ${visibleTo(viewer)} and ${notHiddenFrom(viewer)}
            order by statuses.id ${order} limit ${limit}`;
    },
);
