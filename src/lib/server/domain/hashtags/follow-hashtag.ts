import { and, eq } from 'drizzle-orm';
import {
    inTransaction,
    newId,
    newestFirst,
    sliceOrder,
    withinSlice,
    type Database,
    type Slice,
} from '../../db';
import { followedTags, tags } from '../../db/schema';
import type { Actor } from '../users';
import { findHashtag, hashtagNamed } from './find-hashtag';
import { keepHashtag } from './keep-hashtags';

/**
 * Brings a hashtag's public posts into `actor`'s home, also one nobody has used yet. Twice is once.
 * Returns its folded identity.
 * @throws NotFound for what cannot be a hashtag.
 */
export function followHashtag(db: Database, actor: Actor, text: string): Promise<string> {
    const name = hashtagNamed(text);
    return inTransaction(db, async (tx) => {
        const tagId = await keepHashtag(tx, { id: name, name: text.replace(/^#/, '') });
        await tx
            .insert(followedTags)
            .values({ id: newId(), accountId: actor.accountId, tagId })
            .onConflictDoNothing();
        return name;
    });
}

/**
 * Takes it out again. One that is not followed is fine. Returns its folded identity.
 * @throws NotFound for what cannot be a hashtag.
 */
export async function unfollowHashtag(db: Database, actor: Actor, text: string): Promise<string> {
    const name = hashtagNamed(text);
    const tag = await findHashtag(db, name);
    if (tag)
        await db
            .delete(followedTags)
            .where(and(eq(followedTags.accountId, actor.accountId), eq(followedTags.tagId, tag.id)));
    return name;
}

/** The hashtags `owner` follows. `id` is the follow's, by which the list is paged. */
export async function listFollowedHashtags(
    db: Database,
    owner: Actor,
    slice: Slice,
): Promise<{ id: string; name: string }[]> {
    const rows = await db
        .select({ id: followedTags.id, name: tags.name })
        .from(followedTags)
        .innerJoin(tags, eq(tags.id, followedTags.tagId))
        .where(and(eq(followedTags.accountId, owner.accountId), withinSlice(followedTags.id, slice)))
        .orderBy(sliceOrder(followedTags.id, slice))
        .limit(slice.limit);
    return newestFirst(rows, slice);
}
