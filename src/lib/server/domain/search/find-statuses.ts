import { sql, type SQL } from 'drizzle-orm';
import { readStatusesQuery, type StatusesTerms } from '$lib/text';
import { firstIdAt, type Database } from '../../db';
import { statuses } from '../../db/schema';
import { findByHandle, readHandle } from '../accounts';
import { notHiddenFrom, visibleTo } from '../statuses';
import type { Actor } from '../users';
import type { StatusesQuery } from './discovery';
import { foldQuery } from './words';

/** Posts by their words, as `Discovery` tells. */
export async function findStatuses(db: Database, viewer: Actor, query: StatusesQuery): Promise<string[]> {
    const terms = readStatusesQuery(query.text);
    const words = foldQuery(terms.words);
    const authorId = terms.from === undefined ? query.authorId : await authorOf(db, viewer, terms.from);
    if (authorId === null || (words === '' && terms.words === query.text.trim())) return [];
    const me = viewer.accountId;
    const conditions = [
        ...(words === '' ? [] : [sql`w.words @@ websearch_to_tsquery('simple', ${words})`]),
        terms.library ? inLibrary(me) : sql`(${mayBeSearched} or ${inLibrary(me)})`,
        visibleTo(me),
        notHiddenFrom(me),
        ...narrowings(terms, query, authorId),
    ];
    const rows = await db.execute<{ id: string }>(sql`
        select statuses.id from status_words w join ${statuses} on statuses.id = w.status_id
        where ${sql.join(conditions, sql` and `)}
        order by statuses.id desc limit ${query.limit}::int offset ${query.offset}::int`);
    return Array.from(rows, ({ id }) => id);
}

/** On rows of `statuses`: a public post whose author consents to be found by words. */
const mayBeSearched = sql`(statuses.visibility = 'public' and exists (select 1 from accounts author
    where author.id = statuses.account_id and author.indexable and author.silenced_at is null))`;

/** On rows of `statuses`: written, liked, boosted, kept by them, addressed to them, or voted in. */
function inLibrary(me: string): SQL {
    return sql`(statuses.account_id = ${me}
        or exists (select 1 from favourites f where f.account_id = ${me} and f.status_id = statuses.id)
        or exists (select 1 from bookmarks k where k.account_id = ${me} and k.status_id = statuses.id)
        or exists (select 1 from statuses b where b.account_id = ${me} and b.boost_of_id = statuses.id)
        or exists (select 1 from mentions m where m.account_id = ${me} and m.status_id = statuses.id)
        or exists (select 1 from polls p join poll_votes v on v.poll_id = p.id
            where p.status_id = statuses.id and v.account_id = ${me}))`;
}

function narrowings(
    { after, before, language, has, is }: StatusesTerms,
    { aboveId, belowId }: StatusesQuery,
    authorId: string | undefined,
): SQL[] {
    const conditions: SQL[] = [];
    if (authorId !== undefined) conditions.push(sql`statuses.account_id = ${authorId}`);
    for (const id of [aboveId, after && firstIdAt(after)])
        if (id !== undefined) conditions.push(sql`statuses.id > ${id}::bigint`);
    for (const id of [belowId, before && firstIdAt(before)])
        if (id !== undefined) conditions.push(sql`statuses.id < ${id}::bigint`);
    if (language !== undefined) conditions.push(sql`lower(statuses.language) = ${language}`);
    if (is.has('reply')) conditions.push(sql`statuses.in_reply_to_uri is not null`);
    if (is.has('sensitive')) conditions.push(sql`statuses.sensitive`);
    for (const [kind, table] of [
        ['media', sql`media_attachments`],
        ['poll', sql`polls`],
        ['link', sql`status_cards`],
    ] as const)
        if (has.has(kind))
            conditions.push(sql`exists (select 1 from ${table} t where t.status_id = statuses.id)`);
    return conditions;
}

/** Whom `from:` names; null for nobody known here. */
async function authorOf(db: Database, viewer: Actor, from: string): Promise<string | null> {
    if (from === 'me') return viewer.accountId;
    const handle = readHandle(from);
    return (handle && (await findByHandle(db, handle))?.id) ?? null;
}
