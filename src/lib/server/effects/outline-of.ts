import { sql } from 'drizzle-orm';
import { byKeyInGroups, prepared, type Database } from '../db';
import type { Visibility } from '../db/schema';
import type { Relay } from '../domain/relays';

/** What the effects of a post look at first. */
export interface Outline {
    id: string;
    authorId: string;
    visibility: Visibility;
    /** Other servers hear of it from this one. */
    isForDelivery: boolean;
    /** The members it names. */
    namedIds: string[];
    /** The members who asked to hear of each post of its author: not of boosts, answers to others, and what names them. */
    listenerIds: string[];
    /** The relays that pass it on: what members tell everybody. */
    relays: Pick<Relay, 'inboxUrl' | 'kind'>[];
}

const outlines = new WeakMap<object, Promise<Outline | undefined>>();

/**
 * The outline of the post a fact tells of, looked up once for all effects of it that run side by side; undefined when
 * the post is gone. Whoever tries again has the fact as a new object, and looks at the present.
 */
export function outlineOf(db: Database, fact: { statusId: string }): Promise<Outline | undefined> {
    let outline = outlines.get(fact);
    if (!outline) {
        const { statusId } = fact;
        outlines.set(fact, (outline = findOutline(db, statusId)));
    }
    return outline;
}

const findOutlines = prepared<Outline, { ids: readonly string[] }>(
    (parameter) => sql`
        select s.id, s.account_id as "authorId", s.visibility, s.local and not s.local_only
            and not s.awaits_approval as "isForDelivery",
            array(select m.account_id from mentions m join users u on u.account_id = m.account_id
                where m.status_id = s.id and not m.silent) as "namedIds",
            case when s.boost_of_id is null
                and (s.in_reply_to_uri is null or s.in_reply_to_account_id = s.account_id)
            then array(select f.account_id from follows f join users u on u.account_id = f.account_id
                where f.target_id = s.account_id and f.notify and not exists (
                    select 1 from mentions m where m.status_id = s.id and m.account_id = f.account_id))
            else '{}' end as "listenerIds",
            case when s.local and not s.local_only and not s.awaits_approval and s.visibility = 'public'
            then coalesce((select json_agg(json_build_object('inboxUrl', r.inbox_url, 'kind', r.kind) order by r.id)
                from relays r where r.state = 'accepted'), '[]')
            else '[]' end as relays
        from statuses s where s.id = any(${parameter('ids', 'bigint[]')})`,
);

const findOutline = byKeyInGroups<Outline>(
    100,
    (db, ids) => findOutlines(db, { ids }),
    ({ id }) => id,
);
