import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db';
import { mediaAttachments } from '../../db/schema';
import { copyStored, newKeyLike } from '../../storage';
import { discardFiles } from './discard-files';

/**
 * Lets go of the files of a post that is being deleted. What it showed may be attached again for a day, but under other
 * names: whoever had the addresses has nothing a moment later. What only its former versions showed goes with them, and
 * `forGood` everything.
 */
export async function letGoOfMedia(
    tx: Transaction,
    { id: statusId, accountId }: { id: string; accountId: string },
    { forGood }: { forGood: boolean },
): Promise<void> {
    const ofThis = eq(mediaAttachments.statusId, statusId);
    const former = await tx.execute<{ key: string | null; previewKey: string | null }>(sql`
        delete from media_attachments
        where account_id = ${accountId} and status_id is null and composition_id is null and id in (
            select (shown ->> 'id')::bigint from status_edits, jsonb_array_elements(media) shown
            where status_id = ${statusId})
        returning key, preview_key as "previewKey"`);
    const given = forGood
        ? await tx.delete(mediaAttachments).where(ofThis).returning()
        : await tx.select().from(mediaAttachments).where(ofThis);
    if (!forGood)
        for (const { id, key, previewKey } of given)
            await tx
                .update(mediaAttachments)
                .set({
                    detachedAt: new Date(),
                    key: await renamed(key),
                    previewKey: await renamed(previewKey),
                })
                .where(eq(mediaAttachments.id, id));
    await discardFiles(
        tx,
        [...former, ...given].flatMap(({ key, previewKey }) => [key, previewKey]),
    );
}

/** Takes every file of an account away for good. */
export async function letGoOfMediaOf(tx: Transaction, accountId: string): Promise<void> {
    const gone = await tx
        .delete(mediaAttachments)
        .where(eq(mediaAttachments.accountId, accountId))
        .returning({ key: mediaAttachments.key, previewKey: mediaAttachments.previewKey });
    await discardFiles(
        tx,
        gone.flatMap(({ key, previewKey }) => [key, previewKey]),
    );
}

/** The same file under another name; the former name is the caller's to remove. */
async function renamed(key: string | null): Promise<string | null> {
    if (key === null) return null;
    const next = newKeyLike(key);
    await copyStored(key, next);
    return next;
}
