import { eq } from 'drizzle-orm';
import { isHashtagName, normaliseHashtag } from '$lib/text';
import type { Queryable } from '../../db';
import { tags } from '../../db/schema';
import { NotFound } from '../../errors';

export type TagRow = typeof tags.$inferSelect;

/**
 * The folded identity of a hashtag as somebody writes it.
 * @throws NotFound for what cannot be one.
 */
export function hashtagNamed(text: string): string {
    const spelling = text.replace(/^#/, '');
    if (!isHashtagName(spelling)) throw new NotFound();
    return normaliseHashtag(spelling);
}

/** The row of a hashtag by its folded identity; undefined where nobody has used it. */
export async function findHashtag(db: Queryable, name: string): Promise<TagRow | undefined> {
    const [row] = await db.select().from(tags).where(eq(tags.name, name));
    return row;
}
