import { and, eq, inArray } from 'drizzle-orm';
import type { Database } from '../../db';
import { announcementReads } from '../../db/schema';
import type { Actor } from '../users';
import { findAnnouncement } from './find-announcements';

/**
 * Remembers that a member has read an announcement; twice is once.
 * @throws NotFound
 */
export async function dismissAnnouncement(db: Database, { accountId }: Actor, id: string): Promise<void> {
    const { id: announcementId } = await findAnnouncement(db, id);
    await db.insert(announcementReads).values({ announcementId, accountId }).onConflictDoNothing();
}

/** Which of the announcements a member has read. */
export async function findReadAnnouncements(
    db: Database,
    { accountId }: Actor,
    ids: readonly string[],
): Promise<Set<string>> {
    const rows = await db
        .select({ id: announcementReads.announcementId })
        .from(announcementReads)
        .where(
            and(
                eq(announcementReads.accountId, accountId),
                inArray(announcementReads.announcementId, [...ids]),
            ),
        );
    return new Set(rows.map(({ id }) => id));
}
