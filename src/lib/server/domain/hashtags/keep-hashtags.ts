import { eq, sql } from 'drizzle-orm';
import { newId, prepared, type Transaction } from '../../db';
import { tags } from '../../db/schema';
import { NotFound } from '../../errors';

/** A hashtag as somebody writes it: its folded identity, and their spelling. */
export interface Spelling {
    id: string;
    name: string;
}

/** Makes hashtags known. The first spelling of one stays the one that is shown. */
export async function keepHashtags(tx: Transaction, spellings: readonly Spelling[]): Promise<void> {
    await add(tx, {
        missing: spellings.map(({ id: name, name: display_name }) => ({ id: newId(), name, display_name })),
    });
}

/** Makes one hashtag known and returns its row's id. */
export async function keepHashtag(tx: Transaction, spelling: Spelling): Promise<string> {
    await keepHashtags(tx, [spelling]);
    const [row] = await tx.select({ id: tags.id }).from(tags).where(eq(tags.name, spelling.id));
    if (!row) throw new NotFound();
    return row.id;
}

/** In the order of their names, so that two posts never wait for each other in a circle. */
const add = prepared<object, { missing: { id: string; name: string; display_name: string }[] }>(
    (parameter) => sql`
        insert into tags (id, name, display_name)
        select id, name, display_name
        from jsonb_to_recordset(${parameter('missing', 'jsonb')}) as t(id bigint, name text, display_name text)
        order by name
        on conflict do nothing`,
);
