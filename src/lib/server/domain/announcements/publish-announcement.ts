import { eq } from 'drizzle-orm';
import { inTransaction, isId, newId, type Database } from '../../db';
import { announcements } from '../../db/schema';
import { NotFound, Unprocessable } from '../../errors';
import { emit } from '../../events';
import { tellAnnouncement } from './end-announcement';
import type { AnnouncementRow } from './find-announcements';

/** What somebody announces. The times tell when it matters; after its end it is no longer shown. */
export interface AnnouncementDraft {
    text: string;
    startsAt?: Date | null;
    endsAt?: Date | null;
    /** The times are days. */
    allDay?: boolean;
}

const LONGEST = 10_000;

/**
 * Announces something to every member.
 * @throws Unprocessable without a text, and where it would end before it starts.
 */
export function publishAnnouncement(db: Database, draft: AnnouncementDraft): Promise<AnnouncementRow> {
    return inTransaction(db, async (tx) => {
        const [row] = await tx
            .insert(announcements)
            .values({ ...checked(draft), id: newId(), publishedAt: new Date() })
            .returning();
        if (!row) throw new NotFound();
        await tellAnnouncement(tx, row);
        return row;
    });
}

/**
 * Changes what was announced; what is left out stays as it is. Whoever has read it is not asked to again.
 * @throws NotFound, Unprocessable
 */
export function changeAnnouncement(
    db: Database,
    id: string,
    changes: Partial<AnnouncementDraft>,
): Promise<AnnouncementRow> {
    return inTransaction(db, async (tx) => {
        if (!isId(id)) throw new NotFound();
        const [former] = await tx.select().from(announcements).where(eq(announcements.id, id)).for('update');
        if (!former) throw new NotFound();
        const [row] = await tx
            .update(announcements)
            .set({ ...checked({ ...former, ...changes }), updatedAt: new Date() })
            .where(eq(announcements.id, id))
            .returning();
        if (!row) throw new NotFound();
        await tellAnnouncement(tx, row);
        return row;
    });
}

/**
 * Takes back what was announced.
 * @throws NotFound
 */
export function removeAnnouncement(db: Database, id: string): Promise<void> {
    return inTransaction(db, async (tx) => {
        const [removed] = isId(id)
            ? await tx
                  .delete(announcements)
                  .where(eq(announcements.id, id))
                  .returning({ id: announcements.id })
            : [];
        if (!removed) throw new NotFound();
        await emit(tx, { type: 'announcement.removed', announcementId: id });
    });
}

function checked({ text, startsAt = null, endsAt = null, allDay = false }: AnnouncementDraft) {
    const trimmed = text.trim();
    if (trimmed === '') throw new Unprocessable("Validation failed: Text can't be blank");
    if (trimmed.length > LONGEST)
        throw new Unprocessable(`Validation failed: Text is too long (maximum is ${LONGEST} characters)`);
    if (startsAt && endsAt && endsAt < startsAt)
        throw new Unprocessable('Validation failed: The end must come after the start');
    return { text: trimmed, startsAt, endsAt, allDay };
}
