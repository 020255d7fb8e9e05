import { sql, type SQL } from 'drizzle-orm';
import { preparedPage, type Database, type Slice } from '../../db';
import { statuses } from '../../db/schema';
import { notHiddenFrom, visibleTo } from '../statuses';
import type { Viewer } from '../users';
import { once } from './once';

/** Which of the public posts are asked for. */
export interface PublicFilter {
    /** Of this community only, or of all others only. */
    origin?: 'local' | 'remote';
    onlyMedia?: boolean;
}

/**
 * The ids of public posts, newest first: no boosts, no answers to others, nobody limited, nobody the viewer does not
 * want to meet, and only languages they chose.
 */
export async function publicTimeline(
    db: Database,
    viewer: Viewer | null,
    filter: PublicFilter,
    slice: Slice,
): Promise<string[]> {
    const rows = await page(viewer !== null, filter)(db, slice, {
        viewerId: viewer?.accountId ?? null,
        languages: viewer?.chosenLanguages ?? null,
    });
    return rows.map(({ id }) => id);
}

const page = once((isMember: boolean, { origin, onlyMedia }: PublicFilter) =>
    preparedPage<{ id: string }, { viewerId: string | null; languages: string[] | null }>(
        (parameter, { within, order, limit }) => {
            const viewer = isMember ? parameter('viewerId', 'bigint') : null;
            return sql`
                select statuses.id from ${statuses}
                where ${within(sql`statuses.id`)} and ${isPublic(viewer)} and ${fromOrigin(origin)}
                    and (statuses.in_reply_to_account_id = statuses.account_id
                        or statuses.in_reply_to_account_id is null and statuses.in_reply_to_uri is null)
                    and ${onlyMedia ? hasMedia : sql`true`}
                    and ${isMember ? inLanguages(parameter('languages', 'text[]')) : sql`true`}
                order by statuses.id ${order} limit ${limit}`;
        },
    ),
);

/** On rows of `statuses`: a post of somebody who is not limited, that public places may show this viewer. */
export function isPublic(viewer: SQL | null): SQL {
    return sql`statuses.visibility = 'public' and statuses.boost_of_id is null and ${visibleTo(viewer)}
        and ${notHiddenFrom(viewer)}
        and not exists (select 1 from accounts a where a.id = statuses.account_id and a.silenced_at is not null)`;
}

/** On rows of `statuses`. */
export function fromOrigin(origin: PublicFilter['origin']): SQL {
    if (origin === undefined) return sql`true`;
    return origin === 'local' ? sql`statuses.local` : sql`not statuses.local`;
}

/** On rows of `statuses`. */
export const hasMedia = sql`exists (select 1 from media_attachments m where m.status_id = statuses.id)`;

/** On rows of `statuses`; null languages are all, and a post that names none is in every language. */
export function inLanguages(languages: SQL): SQL {
    return sql`(${languages} is null or statuses.language is null or statuses.language = any(${languages}))`;
}
