import { inArray } from 'drizzle-orm';
import { newId, type Transaction } from '../../db';
import { tags } from '../../db/schema';

/** The most hashtags of one post that are looked at; the rest stay plain links. */
const MOST_HASHTAGS = 100;

/**
 * Makes hashtags known and returns their ids. `id` is the folded identity, `name` the spelling of whoever writes it:
 * the first spelling of a tag stays the one that is shown.
 */
export async function keepHashtags(
    tx: Transaction,
    spellings: readonly { id: string; name: string }[],
): Promise<string[]> {
    const byId = new Map(spellings.slice(0, MOST_HASHTAGS).map(({ id, name }) => [id, name]));
    if (byId.size === 0) return [];
    // In the order of their names, so that two posts never wait for each other in a circle.
    const names = [...byId.keys()].sort();
    await tx
        .insert(tags)
        .values(names.map((name) => ({ id: newId(), name, displayName: byId.get(name) ?? name })))
        .onConflictDoNothing();
    const rows = await tx.select({ id: tags.id }).from(tags).where(inArray(tags.name, names));
    return rows.map(({ id }) => id);
}
