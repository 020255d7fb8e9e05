import { findOpenHomes, publish, reactionSubject, type RoomEvent } from '../streaming/publish';
import type { Database } from '../db';
import type { Effect } from './effect';

/** Tells every member who has been here lately what is announced. */
export const publishAnnouncement: Effect<'announcement.published'> = (db, { announcementId }) =>
    tellEverybody(db, { event: 'announcement', subjectId: announcementId });

/** Tells them that it was taken back. */
export const withdrawAnnouncement: Effect<'announcement.removed'> = (db, { announcementId }) =>
    tellEverybody(db, { event: 'announcement.delete', subjectId: announcementId });

/** Tells them how many have put an emoji under it. */
export const publishReaction: Effect<'announcement.reacted'> = (db, { announcementId, name }) =>
    tellEverybody(db, { event: 'announcement.reaction', subjectId: reactionSubject(announcementId, name) });

async function tellEverybody(db: Database, told: Omit<RoomEvent, 'rooms'>): Promise<void> {
    await publish(db, [{ ...told, rooms: await findOpenHomes(db) }]);
}
