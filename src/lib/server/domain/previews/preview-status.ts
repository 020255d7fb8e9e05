import { eq, ne } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { statusCards, statuses } from '../../db/schema';
import { emit } from '../../events';
import { enqueue } from '../../jobs';
import { cardOfLink } from './card-of-link';
import { linkOfStatus } from './link-of-status';

/** The queue in which posts wait for the preview of what they link to. */
export const PREVIEWS = 'previews';

/** A post that waits. */
export interface PreviewJob {
    statusId: string;
}

/** Servers that get the same post at once would otherwise all ask for the page it links to at once; milliseconds. */
const SPREAD = 60_000;
/** While somebody else fetches the same page; milliseconds. */
const MEANWHILE = 10_000;

/** Lets the preview of what a status links to be made, soon where a member wrote it. Without a link there is nothing to do. */
export async function awaitPreview(db: Database, statusId: string): Promise<void> {
    const link = await linkOfStatus(db, statusId);
    if (!link && !(await showsCard(db, statusId))) return;
    const startAfter = link?.local === false ? new Date(Date.now() + Math.random() * SPREAD) : undefined;
    await enqueue(db, PREVIEWS, [{ statusId } satisfies PreviewJob], { startAfter });
}

/** Shows the preview of what a status links to, or takes away the one of what it no longer links to. Twice is once. */
export async function previewStatus(db: Database, { statusId }: PreviewJob): Promise<void> {
    const link = await linkOfStatus(db, statusId);
    const card = link ? await cardOfLink(db, link.url) : { cardId: null };
    if (card === 'busy') {
        const startAfter = new Date(Date.now() + MEANWHILE);
        await enqueue(db, PREVIEWS, [{ statusId } satisfies PreviewJob], { startAfter });
        return;
    }
    await inTransaction(db, async (tx) => {
        const [status] = await tx
            .select({ id: statuses.id })
            .from(statuses)
            .where(eq(statuses.id, statusId))
            .for('key share');
        if (!status) return;
        const changed =
            card.cardId === null
                ? await tx.delete(statusCards).where(eq(statusCards.statusId, statusId)).returning()
                : await tx
                      .insert(statusCards)
                      .values({ statusId, cardId: card.cardId })
                      .onConflictDoUpdate({
                          target: statusCards.statusId,
                          set: { cardId: card.cardId },
                          setWhere: ne(statusCards.cardId, card.cardId),
                      })
                      .returning();
        if (changed.length > 0) await emit(tx, { type: 'status.previewed', statusId });
    });
}

async function showsCard(db: Database, statusId: string): Promise<boolean> {
    return (await db.$count(statusCards, eq(statusCards.statusId, statusId))) > 0;
}
