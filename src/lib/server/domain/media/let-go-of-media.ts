import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db';
import { mediaAttachments } from '../../db/schema';
import { twinKey } from '../../media';
import { copyStored, newKeyLike } from '../../storage';
import { discardFiles } from './discard-files';
import { filesOf, namedFiles, type NamedFiles } from './store-renditions';

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
    const former = await tx.execute<NamedFiles>(sql`
        delete from media_attachments
        where account_id = ${accountId} and status_id is null and composition_id is null and id in (
            select (shown ->> 'id')::bigint from status_edits, jsonb_array_elements(media) shown
            where status_id = ${statusId})
        returning ${namedFiles}`);
    const given = forGood
        ? await tx.delete(mediaAttachments).where(ofThis).returning()
        : await tx.select().from(mediaAttachments).where(ofThis);
    if (!forGood)
        for (const file of given)
            await tx
                .update(mediaAttachments)
                .set({ detachedAt: new Date(), ...(await renamed(file)) })
                .where(eq(mediaAttachments.id, file.id));
    await discardFiles(tx, [...former, ...given].flatMap(filesOf));
}

/** Takes every file of an account away for good. */
export async function letGoOfMediaOf(tx: Transaction, accountId: string): Promise<void> {
    const gone = await tx
        .delete(mediaAttachments)
        .where(eq(mediaAttachments.accountId, accountId))
        .returning();
    await discardFiles(tx, gone.flatMap(filesOf));
}

/** The same files under other names; the former ones are the caller's to remove. */
async function renamed({ key, previewKey, variants }: NamedFiles): Promise<Omit<NamedFiles, 'sourceKey'>> {
    const next = new Map<string, string>();
    for (const former of [key, previewKey])
        if (former !== null) {
            const name = newKeyLike(former);
            next.set(former, name);
            for (const { key: twin, mimeType } of variants)
                if (twin === twinKey(former, mimeType)) next.set(twin, twinKey(name, mimeType));
        }
    for (const [former, name] of next) await copyStored(former, name);
    const nameOf = (former: string) => next.get(former) ?? former;
    return {
        key: key && nameOf(key),
        previewKey: previewKey && nameOf(previewKey),
        variants: variants.map((variant) => ({ ...variant, key: nameOf(variant.key) })),
    };
}
