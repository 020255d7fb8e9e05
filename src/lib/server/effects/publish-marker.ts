import { eq } from 'drizzle-orm';
import { users } from '../db/schema';
import { publish, userRoom } from '../streaming/publish';
import type { Effect } from './effect';

/** Tells the member's other devices how far one of them has read. */
export const publishMarker: Effect<'marker.moved'> = async (db, { userId, timeline }) => {
    const [user] = await db.select({ accountId: users.accountId }).from(users).where(eq(users.id, userId));
    if (user)
        await publish(db, [{ rooms: [userRoom(user.accountId)], event: 'marker', subjectId: timeline }]);
};
