import { sql, type SQL } from 'drizzle-orm';
import type { Database } from '../db';
import { isOfSuspendedDomain } from '../domain/moderation';
import { onScreens, removeAuthorsFromHomes } from '../domain/timelines';
import { hashtagRooms, listRoom, publicRooms, publish, threadRoom, userRoom } from '../streaming/publish';
import type { Effect } from './effect';

/** Posts of somebody whom their server suspended vanish from what is open. */
export const clearScreensOfPerson: Effect<'account.suspended'> = (db, { accountId }) =>
    clearScreens(db, sql`a.id = ${accountId} and a.suspended_at is not null`);

/** So do those of everybody whose domain this community speaks with no more. */
export const clearScreensOfDomain: Effect<'domain.judged'> = async (db, { domain }) => {
    await clearScreens(db, sql`a.suspended_by = 'domain' and a.suspended_at > now() - interval '1 hour'`);
    // Follows end then, too. Who is merely not listed may come back.
    if (domain !== null) await removeAuthorsFromHomes(db, isOfSuspendedDomain(domain));
};

async function clearScreens(db: Database, isMeant: SQL): Promise<void> {
    const shown = await onScreens(db, isMeant);
    await publish(
        db,
        shown.map(({ id, readerIds, listIds, hashtags, threadId }) => ({
            rooms: [
                ...readerIds.map(userRoom),
                ...publicRooms({ local: false, hasMedia: true }),
                ...hashtags.flatMap((name) => hashtagRooms(name, { local: false })),
                ...listIds.map(listRoom),
                ...(threadId ? [threadRoom(threadId)] : []),
            ],
            event: 'delete' as const,
            subjectId: id,
        })),
    );
}
