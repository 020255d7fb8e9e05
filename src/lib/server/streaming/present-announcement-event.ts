import type { Database } from '../db';
import { findAnnouncements } from '../domain/announcements';
import { presentAnnouncements, presentReaction } from '../serializers';
import { EventText } from './event-text';

/** An announcement or an emoji under one, the same for all who listen; undefined where it is gone. */
export async function presentAnnouncementEvent(
    db: Database,
    event: 'announcement' | 'announcement.reaction',
    subjectId: string,
): Promise<EventText | undefined> {
    const [id = '', name = ''] = subjectId.split(' ', 2);
    const rows = await findAnnouncements(db, { ids: [id] });
    if (rows.length === 0) return undefined;
    if (event === 'announcement.reaction')
        return new EventText(event, { ...(await presentReaction(db, id, name)), announcement_id: id });
    const [announcement] = await presentAnnouncements(db, null, rows);
    return announcement && new EventText(event, announcement);
}
