import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../db';
import { mediaAttachments } from '../../db/schema';
import type { Actor } from '../users';
import { attachMedia } from './attach-media';
import { checkedWords, focusColumns, type MediaWords } from './media-words';

/** Which files a post shows from now on, and what is new about them. */
interface MediaRevision {
    mediaIds: readonly string[];
    mediaChanges: readonly (MediaWords & { id: string })[];
}

/**
 * Lets a post show other files, or the same ones in another order or with other descriptions. What it no longer shows
 * may be attached again for a day. Returns whether anything is different.
 * @throws Unprocessable as `attachMedia`, and for a description that is too long.
 */
export async function reviseMedia(
    tx: Transaction,
    actor: Actor,
    statusId: string,
    { mediaIds, mediaChanges }: MediaRevision,
): Promise<boolean> {
    const shown = await tx
        .select()
        .from(mediaAttachments)
        .where(eq(mediaAttachments.statusId, statusId))
        .orderBy(asc(mediaAttachments.position));
    const isOther = shown.map(({ id }) => id).join() !== mediaIds.join();
    if (isOther) {
        const dropped = shown.filter(({ id }) => !mediaIds.includes(id));
        await detachMedia(
            tx,
            dropped.map(({ id }) => id),
        );
        await attachMedia(tx, actor, { statusId }, mediaIds);
    }
    let isDescribed = false;
    for (const change of mediaChanges) if (await describe(tx, statusId, change)) isDescribed = true;
    return isOther || isDescribed;
}

/** Lets go of files: they are free to be attached again, and forgotten after a day. */
export async function detachMedia(tx: Transaction, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await tx
        .update(mediaAttachments)
        .set({ statusId: null, compositionId: null, detachedAt: new Date() })
        .where(inArray(mediaAttachments.id, [...ids]));
}

/** Lets go of what a composition holds: it is free to be attached, and forgotten after a day. */
export async function releaseMedia(tx: Transaction, compositionId: string): Promise<void> {
    await tx
        .update(mediaAttachments)
        .set({ compositionId: null, detachedAt: new Date() })
        .where(eq(mediaAttachments.compositionId, compositionId));
}

/** Says something else about one file of the post; of others nothing. */
async function describe(
    tx: Transaction,
    statusId: string,
    { id, ...words }: MediaRevision['mediaChanges'][number],
): Promise<boolean> {
    const { description } = checkedWords(words);
    const [file] = await tx
        .select()
        .from(mediaAttachments)
        .where(and(eq(mediaAttachments.id, id), eq(mediaAttachments.statusId, statusId)));
    if (!file) return false;
    const { focusX, focusY } = { ...file, ...focusColumns(words) };
    const wanted = {
        description: description === undefined ? file.description : description || null,
        focusX,
        focusY,
    };
    if (
        wanted.description === file.description &&
        wanted.focusX === file.focusX &&
        wanted.focusY === file.focusY
    )
        return false;
    await tx.update(mediaAttachments).set(wanted).where(eq(mediaAttachments.id, id));
    return true;
}
