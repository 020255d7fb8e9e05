import { sql } from 'drizzle-orm';
import { newId, prepared, type Transaction } from '../../db';

/** The most hashtags of one post that are kept; the rest stay plain links. */
const MOST_HASHTAGS = 100;

/**
 * Makes hashtags known and returns their ids. `id` is the folded identity, `name` the spelling of whoever writes it:
 * the first spelling of a tag stays the one that is shown.
 */
export async function keepHashtags(
    tx: Transaction,
    spellings: readonly { id: string; name: string }[],
): Promise<string[]> {
    const byName = new Map(spellings.slice(0, MOST_HASHTAGS).map(({ id, name }) => [id, name]));
    if (byName.size === 0) return [];
    const names = [...byName.keys()];
    const known = await find(tx, { names });
    if (known.length === byName.size) return known.map(({ id }) => id);
    for (const { name } of known) byName.delete(name);
    const missing = [...byName].map(([name, display_name]) => ({ id: newId(), name, display_name }));
    await add(tx, { missing });
    return (await find(tx, { names })).map(({ id }) => id);
}

const find = prepared<{ id: string; name: string }, { names: string[] }>(
    (parameter) => sql`select id, name from tags where name = any(${parameter('names', 'text[]')})`,
);

/** In the order of their names, so that two posts never wait for each other in a circle. */
const add = prepared<object, { missing: { id: string; name: string; display_name: string }[] }>(
    (parameter) => sql`
        insert into tags (id, name, display_name)
        select id, name, display_name
        from jsonb_to_recordset(${parameter('missing', 'jsonb')}) as t(id bigint, name text, display_name text)
        order by name
        on conflict do nothing`,
);
