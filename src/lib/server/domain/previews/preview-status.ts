import { eq } from 'drizzle-orm';
import { inTransaction, type Database } from '../../db';
import { statusCards, statuses } from '../../db/schema';
import { emit } from '../../events';
import { enqueue } from '../../jobs';
import { cardOfLink, findFreshCard } from './card-of-link';
import { linkOfStatus, type StatusLink } from './link-of-status';

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

/**
 * Shows the preview of what a status links to: at once where the page is known, and otherwise soon, when it has been
 * fetched. Without a link none is shown.
 */
export async function awaitPreview(db: Database, statusId: string): Promise<void> {
    const link = await linkOfStatus(db, statusId);
    if (!link) return;
    const card = link.url === undefined ? { cardId: null } : await findFreshCard(db, link.url);
    if (card) return showCard(db, statusId, link, card.cardId);
    const startAfter = link.local ? undefined : new Date(Date.now() + Math.random() * SPREAD);
    await enqueue(db, PREVIEWS, [{ statusId } satisfies PreviewJob], { startAfter });
}

/** Fetches what a status links to where it must be, and shows the preview of it. Twice is once. */
export async function previewStatus(db: Database, { statusId }: PreviewJob): Promise<void> {
    const link = await linkOfStatus(db, statusId);
    if (!link) return;
    const card = link.url === undefined ? { cardId: null } : await cardOfLink(db, link.url);
    if (card !== 'busy') return showCard(db, statusId, link, card.cardId);
    const startAfter = new Date(Date.now() + MEANWHILE);
    await enqueue(db, PREVIEWS, [{ statusId } satisfies PreviewJob], { startAfter });
}

async function showCard(
    db: Database,
    statusId: string,
    { url, shownCardId }: StatusLink,
    cardId: string | null,
): Promise<void> {
    if (cardId === shownCardId) return;
    await inTransaction(db, async (tx) => {
        await tx.select({ id: statuses.id }).from(statuses).where(eq(statuses.id, statusId)).for('update');
        const link = await linkOfStatus(tx, statusId);
        // Who edited the link away meanwhile has said so by a fact of its own.
        if (!link || link.url !== url || link.shownCardId === cardId) return;
        await (cardId === null
            ? tx.delete(statusCards).where(eq(statusCards.statusId, statusId))
            : tx
                  .insert(statusCards)
                  .values({ statusId, cardId })
                  .onConflictDoUpdate({ target: statusCards.statusId, set: { cardId } }));
        await emit(tx, { type: 'status.previewed', statusId });
    });
}
