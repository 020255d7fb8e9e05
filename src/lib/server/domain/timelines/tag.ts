import { sql } from 'drizzle-orm';
import { preparedPage, type Database, type Slice } from '../../db';
import { statuses } from '../../db/schema';
import { normaliseHashtag } from '$lib/text';
import type { Viewer } from '../users';
import { once } from './once';
import { fromOrigin, hasMedia, inLanguages, isPublic, type PublicFilter } from './public';

/** Further hashtags, as they are written. */
export interface TagFilter extends PublicFilter {
    /** As good as the first. */
    any?: readonly string[];
    /** Must be there too. */
    all?: readonly string[];
    none?: readonly string[];
}

/** More hashtags than these in one question are not looked at. */
const MOST_TAGS = 10;

/** The ids of public posts with a hashtag, newest first; answers to others are among them, boosts are not. */
export async function tagTimeline(
    db: Database,
    viewer: Viewer | null,
    name: string,
    { any = [], all = [], none = [], origin, onlyMedia }: TagFilter,
    slice: Slice,
): Promise<string[]> {
    const folded = (names: readonly string[]) => [
        ...new Set(names.slice(0, MOST_TAGS).map(normaliseHashtag)),
    ];
    const rows = await page(viewer !== null, { origin, onlyMedia })(db, slice, {
        viewerId: viewer?.accountId ?? null,
        languages: viewer?.chosenLanguages ?? null,
        any: folded([name, ...any]),
        all: folded(all),
        none: folded(none),
    });
    return rows.map(({ id }) => id);
}

interface Values {
    viewerId: string | null;
    languages: string[] | null;
    any: string[];
    all: string[];
    none: string[];
}

/** Each hashtag brings at most one page from its own index, however many posts have it. */
const page = once((isMember: boolean, { origin, onlyMedia }: PublicFilter) =>
    preparedPage<{ id: string }, Values>((parameter, { within, order, limit }) => {
        const viewer = isMember ? parameter('viewerId', 'bigint') : null;
        const namedIn = (names: 'all' | 'none') =>
            sql`(select count(*) from status_tags o join tags g on g.id = o.tag_id
                where o.status_id = statuses.id and g.name = any(${parameter(names, 'text[]')}))`;
        return sql`
            select distinct found.id from tags
            cross join lateral (
                select statuses.id from status_tags t join ${statuses} on statuses.id = t.status_id
                where t.tag_id = tags.id and ${within(sql`t.status_id`)}
                    and ${isPublic(viewer)} and ${fromOrigin(origin)} and ${onlyMedia ? hasMedia : sql`true`}
                    and ${isMember ? inLanguages(parameter('languages', 'text[]')) : sql`true`}
                    and ${namedIn('all')} = cardinality(${parameter('all', 'text[]')})
                    and ${namedIn('none')} = 0
                order by t.status_id ${order} limit ${limit}
            ) found
            where tags.name = any(${parameter('any', 'text[]')}) and tags.usable
            order by found.id ${order} limit ${limit}`;
    }),
);
