import { asc, eq } from 'drizzle-orm';
import { newId, type Transaction } from '../../db';
import { mediaAttachments, polls, statusEdits } from '../../db/schema';
import type { StatusRow } from './find-visible-status';

/** A version of a post as its history will show it. */
export type FormerVersion = Omit<typeof statusEdits.$inferInsert, 'id'>;

/** The present version of a post, read before anything of it changes. */
export async function formerVersionOf(tx: Transaction, status: StatusRow): Promise<FormerVersion> {
    const media = await tx
        .select({ id: mediaAttachments.id, description: mediaAttachments.description })
        .from(mediaAttachments)
        .where(eq(mediaAttachments.statusId, status.id))
        .orderBy(asc(mediaAttachments.position));
    const [poll] = await tx
        .select({ options: polls.options })
        .from(polls)
        .where(eq(polls.statusId, status.id));
    const { id: statusId, source, contentHtml, contentWarning, sensitive, emojis } = status;
    return {
        statusId,
        source,
        contentHtml,
        contentWarning,
        sensitive,
        emojis,
        media,
        pollOptions: poll?.options,
        createdAt: status.editedAt ?? status.createdAt,
    };
}

/** Puts a version into the history of its post. Returns the id that names the edit which ended it. */
export async function keepFormer(tx: Transaction, former: FormerVersion): Promise<string> {
    const id = newId();
    await tx.insert(statusEdits).values({ id, ...former });
    return id;
}
