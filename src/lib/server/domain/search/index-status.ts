import { sql } from 'drizzle-orm';
import { htmlToText } from '$lib/text';
import { inGroups, prepared, type Database, type Queryable } from '../../db';
import { foldWords } from './words';

/** Longer texts are found by their beginning. */
const LONGEST = 20_000;
const BATCH = 500;

interface Text {
    id: string;
    contentHtml: string;
    /** Content warning, choices of a poll, descriptions of media: one after the other. */
    rest: string;
}

const findText = prepared<Text, { ids: readonly string[] }>(
    (parameter) => sql`
        select s.id, s.content_html as "contentHtml", concat_ws(E'\n', s.content_warning,
            (select array_to_string(p.options, E'\n') from polls p where p.status_id = s.id),
            (select string_agg(m.description, E'\n') from media_attachments m where m.status_id = s.id)) as rest
        from statuses s where s.id = any(${parameter('ids', 'bigint[]')}) and s.boost_of_id is null`,
);

const write = prepared<object, { rows: { id: string; text: string }[] }>(
    (parameter) => sql`
        insert into status_words (status_id, words)
        select id, to_tsvector('simple', text)
        from jsonb_to_recordset(${parameter('rows', 'jsonb')}) as t(id bigint, text text)
        where exists (select 1 from statuses s where s.id = t.id)
        on conflict (status_id) do update set words = excluded.words`,
);

/** Keeps the words of a status, so that it is found by them. */
export const indexStatus: (db: Database, id: string) => Promise<void> = inGroups(100, async (db, ids) => {
    await indexAll(db, [...new Set(ids)]);
    return [];
});

/** Indexes what is not indexed: posts from before there was an index, and after it was emptied. */
export async function indexMissing(db: Queryable): Promise<void> {
    for (;;) {
        const rows = await db.execute<{ id: string }>(sql`
            select s.id from statuses s where s.boost_of_id is null
                and not exists (select 1 from status_words w where w.status_id = s.id)
            order by s.id desc limit ${BATCH}::int`);
        if (rows.length === 0) return;
        await indexAll(
            db,
            rows.map(({ id }) => id),
        );
    }
}

async function indexAll(db: Queryable, ids: readonly string[]): Promise<void> {
    const texts = await findText(db, { ids });
    const rows = texts.map(({ id, contentHtml, rest }) => ({
        id,
        text: foldWords(`${htmlToText(contentHtml)}\n${rest}`.slice(0, LONGEST)),
    }));
    if (rows.length > 0) await write(db, { rows });
}
