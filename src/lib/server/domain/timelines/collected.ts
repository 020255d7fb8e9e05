import { sql } from 'drizzle-orm';
import { preparedPage, type Database, type Slice } from '../../db';
import { statuses } from '../../db/schema';
import { visibleTo } from '../statuses';
import type { Actor } from '../users';

/** A status with the row it was found by: lists of these page by that row's id. */
export interface CollectedStatus {
    cursor: string;
    statusId: string;
}

/** What the viewer likes, the latest like first. */
export function favouritedBy(db: Database, viewer: Actor, slice: Slice): Promise<CollectedStatus[]> {
    return favourited(db, slice, { viewerId: viewer.accountId });
}

/** What the viewer bookmarked, the latest bookmark first. */
export function bookmarkedBy(db: Database, viewer: Actor, slice: Slice): Promise<CollectedStatus[]> {
    return bookmarked(db, slice, { viewerId: viewer.accountId });
}

const collection = (table: 'favourites' | 'bookmarks') =>
    preparedPage<CollectedStatus, { viewerId: string }>((parameter, { within, order, limit }) => {
        const viewer = parameter('viewerId', 'bigint');
        return sql`
            select c.id as cursor, c.status_id as "statusId"
            from ${sql.identifier(table)} c join ${statuses} on statuses.id = c.status_id
            where c.account_id = ${viewer} and ${within(sql`c.id`)} and ${visibleTo(viewer)}
            order by c.id ${order} limit ${limit}`;
    });

const favourited = collection('favourites');
const bookmarked = collection('bookmarks');
