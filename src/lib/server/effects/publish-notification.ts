import { notificationRoom, publish, userRoom } from '../streaming/publish';
import type { Effect } from './effect';

/** Tells the member's open clients of a notification; one that their policy set aside waits in silence. */
export const publishNotification: Effect<'notification.created'> = async (db, { notificationId }) => {
    const notification = await db.query.notifications.findFirst({
        columns: { accountId: true, filtered: true },
        where: (row, { eq }) => eq(row.id, notificationId),
    });
    if (!notification || notification.filtered) return;
    const { accountId } = notification;
    await publish(db, [
        {
            rooms: [userRoom(accountId), notificationRoom(accountId)],
            event: 'notification',
            subjectId: notificationId,
        },
    ]);
};
