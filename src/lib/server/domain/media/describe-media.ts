import type { Database } from '../../db';
import { inTransaction } from '../../db';
import { mediaAttachments } from '../../db/schema';
import { NotFound } from '../../errors';
import type { Actor } from '../users';
import { and, isNull } from 'drizzle-orm';
import { checkedWords, focusColumns, type MediaWords } from './media-words';
import { findOwnMedia, isOwn } from './own-media';

/**
 * Says what is to be seen on an own file that no post shows yet; afterwards the post is edited instead, so that its
 * history tells. An empty description takes the former one away.
 * @throws NotFound also for somebody else's file and one that a post shows, Unprocessable for too long a description.
 */
export async function describeMedia(
    db: Database,
    actor: Actor,
    id: string,
    words: MediaWords,
): Promise<void> {
    const { description } = checkedWords(words);
    const wanted = {
        ...(description !== undefined && { description: description || null }),
        ...focusColumns(words),
    };
    await inTransaction(db, async (tx) => {
        const { statusId } = await findOwnMedia(tx, actor, id);
        if (statusId !== null) throw new NotFound();
        if (Object.keys(wanted).length === 0) return;
        const changed = await tx
            .update(mediaAttachments)
            .set(wanted)
            .where(and(isOwn(actor, id), isNull(mediaAttachments.statusId)))
            .returning({ id: mediaAttachments.id });
        if (changed.length === 0) throw new NotFound();
    });
}
