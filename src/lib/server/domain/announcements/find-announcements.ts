import { and, asc, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { isId, type Queryable } from '../../db';
import { announcements } from '../../db/schema';
import { NotFound } from '../../errors';

export type AnnouncementRow = typeof announcements.$inferSelect;

/** What is announced at present, in the order in which it matters. */
export function findAnnouncements(
    db: Queryable,
    { ids }: { ids?: readonly string[] } = {},
): Promise<AnnouncementRow[]> {
    return db
        .select()
        .from(announcements)
        .where(
            and(
                isNotNull(announcements.publishedAt),
                or(isNull(announcements.endsAt), gt(announcements.endsAt, sql`now()`)),
                ids ? inArray(announcements.id, ids.filter(isId)) : undefined,
            ),
        )
        .orderBy(
            asc(sql`coalesce(${announcements.startsAt}, ${announcements.publishedAt})`),
            asc(announcements.id),
        );
}

/** Everything that was ever announced and not taken back, for those who announce. */
export function listAnnouncements(db: Queryable): Promise<AnnouncementRow[]> {
    return db.select().from(announcements).orderBy(asc(announcements.id));
}

/** @throws NotFound where it is not announced at present. */
export async function findAnnouncement(db: Queryable, id: string): Promise<AnnouncementRow> {
    const [row] = await findAnnouncements(db, { ids: [id] });
    if (!row) throw new NotFound();
    return row;
}
