import { and, eq } from 'drizzle-orm';
import { inTransaction, type Transaction } from '../../db';
import { announcements } from '../../db/schema';
import { emit } from '../../events';
import { enqueue, type JobKind } from '../../jobs';
import type { AnnouncementRow } from './find-announcements';

/** The queue of announcements that wait for their end. */
export const ENDING_ANNOUNCEMENTS = 'ending-announcements';

interface EndingAnnouncement {
    announcementId: string;
    /** One that was given another end meanwhile does not end at this one. */
    endsAt: string;
}

/** Says that an announcement is over, once its end has come. */
export const announcementEndJob: JobKind<EndingAnnouncement> = {
    batch: 5,
    retries: 5,
    retryDelay: 2,
    run: (db, { announcementId, endsAt }) =>
        inTransaction(db, async (tx) => {
            const [ended] = await tx
                .select({ id: announcements.id })
                .from(announcements)
                .where(and(eq(announcements.id, announcementId), eq(announcements.endsAt, new Date(endsAt))));
            if (ended) await emit(tx, { type: 'announcement.removed', announcementId });
        }),
};

/** Says what is announced, and keeps in mind when it ends; what is over already is said to be gone. */
export async function tellAnnouncement(tx: Transaction, { id, endsAt }: AnnouncementRow): Promise<void> {
    if (endsAt && endsAt <= new Date()) return emit(tx, { type: 'announcement.removed', announcementId: id });
    await emit(tx, { type: 'announcement.published', announcementId: id });
    if (!endsAt) return;
    const job: EndingAnnouncement = { announcementId: id, endsAt: endsAt.toISOString() };
    await enqueue(tx, ENDING_ANNOUNCEMENTS, [job], { startAfter: endsAt });
}
