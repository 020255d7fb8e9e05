import { sql, type SQL } from 'drizzle-orm';
import { preparedPage, type Database, type Slice } from '../../db';
import type { Actor } from '../users';
import { findActedOnStatus } from './find-visible-status';
import { isWelcomeTo } from './hidden';

/** Somebody with the row they were found by: lists of people page by that row's id. */
export interface Reaction {
    cursor: string;
    accountId: string;
}

/**
 * Who likes a status, the latest first; without those the viewer does not want to meet, or who have
 * blocked them.
 * @throws NotFound
 */
export async function whoFavourited(
    db: Database,
    viewer: Actor | null,
    id: string,
    slice: Slice,
): Promise<Reaction[]> {
    const status = await findActedOnStatus(db, viewer, id);
    return favouriters(db, slice, valuesOf(status, viewer));
}

/**
 * Who boosted a status for everybody to see, the latest first.
 * @throws NotFound
 */
export async function whoBoosted(
    db: Database,
    viewer: Actor | null,
    id: string,
    slice: Slice,
): Promise<Reaction[]> {
    const status = await findActedOnStatus(db, viewer, id);
    return boosters(db, slice, valuesOf(status, viewer));
}

interface Values {
    statusId: string;
    viewerId: string | null;
}

const valuesOf = ({ id }: { id: string }, viewer: Actor | null): Values => ({
    statusId: id,
    viewerId: viewer?.accountId ?? null,
});

const isShown = (accountId: SQL, viewerId: SQL) => sql`
    exists (select 1 from accounts a where a.id = ${accountId} and a.suspended_at is null)
    and ${isWelcomeTo(viewerId, accountId)}`;

const favouriters = preparedPage<Reaction, Values>(
    (parameter, { within, order, limit }) => sql`
        select f.id as cursor, f.account_id as "accountId" from favourites f
        where f.status_id = ${parameter('statusId', 'bigint')} and ${within(sql`f.id`)}
            and ${isShown(sql`f.account_id`, parameter('viewerId', 'bigint'))}
        order by f.id ${order} limit ${limit}`,
);

const boosters = preparedPage<Reaction, Values>(
    (parameter, { within, order, limit }) => sql`
        select s.id as cursor, s.account_id as "accountId" from statuses s
        where s.boost_of_id = ${parameter('statusId', 'bigint')} and ${within(sql`s.id`)}
            and (s.visibility = 'public' or s.visibility = 'unlisted')
            and ${isShown(sql`s.account_id`, parameter('viewerId', 'bigint'))}
        order by s.id ${order} limit ${limit}`,
);
