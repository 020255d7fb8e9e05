import { sql } from 'drizzle-orm';
import { isId, prepared, type Database } from '../../db';
import { dismissedSuggestions } from '../../db/schema';
import { findAccount, findByHandle, readHandle } from '../accounts';
import { instanceState } from '../instance';
import type { Actor } from '../users';
import { isPresentable, nothingBetween } from './may-be-met';

/** Why somebody is suggested: named by the community's staff, followed by those one follows, or by many. */
export type SuggestionSource = 'featured' | 'friends_of_friends' | 'most_followed';

/** Somebody a member might want to follow. */
export interface SuggestedPerson {
    accountId: string;
    sources: SuggestionSource[];
}

interface Values {
    viewerId: string;
    featured: string[];
    limit: number;
}

/** Bounds for those who follow very many: the newest follows say most about what somebody looks for now. */
const FRIENDS = sql.raw('200');
const OF_EACH = sql.raw('200');
const CANDIDATES = sql.raw('200');

/**
 * People from three places, each of them bounded. Whoever hides whom they follow makes nobody known by it, and whoever
 * does not want to be found is suggested by the staff alone.
 */
const suggest = prepared<SuggestedPerson, Values>((parameter) => {
    const me = parameter('viewerId', 'bigint');
    return sql`
        with named as (
            select id, place from unnest(${parameter('featured', 'bigint[]')}) with ordinality as given(id, place)
        ), friends as (
            select f.target_id as id from follows f join accounts friend on friend.id = f.target_id
            where f.account_id = ${me} and not friend.hides_collections and friend.suspended_at is null
            order by f.id desc limit ${FRIENDS}
        ), theirs as (
            select f.target_id as id, count(*) as weight from friends
            cross join lateral (select target_id from follows where account_id = friends.id
                order by id desc limit ${OF_EACH}) f
            where f.target_id <> ${me}
            group by f.target_id order by weight desc, id limit ${CANDIDATES}
        ), known as (
            select id from accounts where discoverable and suspended_at is null and followers_count > 0
            order by followers_count desc limit ${CANDIDATES}
        ), found as (
            select id, 'featured' as source, 0 as rank, -place as weight from named
            union all select id, 'friends_of_friends', 1, weight from theirs
            union all select id, 'most_followed', 2, 0 from known
        )
        select a.id as "accountId", array_agg(found.source order by found.rank) as sources
        from found join accounts a on a.id = found.id
        where a.id <> ${me} and ${isPresentable} and ${nothingBetween(me)}
            and (a.discoverable or found.source = 'featured')
            and not exists (select 1 from follows f where f.account_id = ${me} and f.target_id = a.id)
            and not exists (select 1 from follow_requests f where f.account_id = ${me} and f.target_id = a.id)
            and not exists (select 1 from dismissed_suggestions d
                where d.account_id = ${me} and d.target_id = a.id)
        group by a.id
        order by min(found.rank), max(found.weight) desc, a.followers_count desc, a.id
        limit ${parameter('limit', 'integer')}`;
});

/** Whom `viewer` might want to follow, best first: nobody they follow, asked, block, mute or dismissed. */
export async function suggestPeople(db: Database, viewer: Actor, limit: number): Promise<SuggestedPerson[]> {
    return suggest(db, { viewerId: viewer.accountId, featured: await featuredIds(db), limit });
}

/** Does not suggest `targetId` to `viewer` again. Whoever is not known need not be suggested either. */
export async function dismissSuggestion(db: Database, viewer: Actor, targetId: string): Promise<void> {
    if (!isId(targetId)) return;
    const target = await findAccount(db, targetId).catch(() => undefined);
    if (target)
        await db
            .insert(dismissedSuggestions)
            .values({ accountId: viewer.accountId, targetId: target.id })
            .onConflictDoNothing();
}

/** The people whom the community's setting names, in its order; those unknown here are passed over. */
async function featuredIds(db: Database): Promise<string[]> {
    const { settings } = await instanceState(db);
    const handles = settings.suggestedPeople.flatMap((acct) => readHandle(acct) ?? []);
    const found = await Promise.all(handles.map((handle) => findByHandle(db, handle)));
    return found.flatMap((account) => account?.id ?? []);
}
