import { sql } from 'drizzle-orm';
import { isId, type Transaction } from '../../db';
import type { mediaAttachments } from '../../db/schema';
import { Unprocessable } from '../../errors';
import type { Actor } from '../users';

/** How many attachments a post may carry. */
export const MOST_MEDIA = 4;

interface Attached {
    type: (typeof mediaAttachments.$inferSelect)['type'];
}

/** What holds media: a status, or a composition that will become one. */
export type MediaHolder = { statusId: string } | { compositionId: string };

/**
 * Hangs media on a status, in the order of `mediaIds`, or keeps them for one that is to come. Whose they are, and that
 * nothing else holds them, is asked by the UPDATE itself, so that two posts at once cannot share one.
 * @throws Unprocessable where one is not the actor's own, not free, or not processed yet, or where they do not go together.
 */
export async function attachMedia(
    tx: Transaction,
    actor: Actor,
    holder: MediaHolder,
    mediaIds: readonly string[],
): Promise<Attached[]> {
    if (mediaIds.length === 0) return [];
    if (!mediaIds.every(isId)) throw new Unprocessable('Media ids must be ids');
    if (mediaIds.length > MOST_MEDIA) throw new Unprocessable('Cannot attach more than 4 files');
    const { statusId, compositionId } = { statusId: null, compositionId: null, ...holder };
    const attached = await tx.execute<{ type: Attached['type']; state: string }>(sql`
        update media_attachments set status_id = ${statusId}, composition_id = ${compositionId}, detached_at = null,
            position = wanted.position
        from jsonb_array_elements_text(${JSON.stringify(mediaIds)}::jsonb) with ordinality as wanted(id, position)
        where media_attachments.id = wanted.id::bigint and account_id = ${actor.accountId}
            and (status_id is null or status_id = ${statusId})
            and (composition_id is null or composition_id = ${compositionId})
        returning type, state`);
    if (attached.length < mediaIds.length)
        throw new Unprocessable(`Media with ids ${mediaIds.join(', ')} could not be attached`);
    if (attached.some(({ state }) => state !== 'ready'))
        throw new Unprocessable(
            'Cannot attach files that have not finished processing. Try again in a moment!',
        );
    if (attached.length > 1 && attached.some(({ type }) => type === 'video' || type === 'audio'))
        throw new Unprocessable('Cannot attach a video to a post that already contains images');
    return [...attached];
}
