import { compareIds } from '$lib/mastodon-api/paging';
import type { Notification, NotificationGroup } from '$lib/mastodon-api/entities';
import type { StoredNotification } from '../database/records';

/** How many faces a group shows. */
const FACES = 8;

/** A group as it is kept: under the id of its newest, its people and its post by id. */
export function storedGroup(group: NotificationGroup): StoredNotification {
    const { sample_account_ids, status_id, ...entity } = group;
    return {
        // Told as a string beside the number, which cannot hold every id.
        id: group.page_max_id ?? String(group.most_recent_notification_id),
        accountIds: sample_account_ids,
        statusId: status_id ?? null,
        entity,
    };
}

/** What a notification that has just come makes of its group. The same one heard twice counts once. */
export function withArrival(
    known: readonly StoredNotification[],
    notification: Notification,
): StoredNotification[] {
    const { id, account, status, group_key, type, created_at, ...details } = notification;
    const group = known.find(({ entity }) => entity.group_key === group_key);
    if (group && compareIds(group.id, id) >= 0) return [...known];
    const others = group?.accountIds.filter((other) => other !== account.id) ?? [];
    const arrived: StoredNotification = {
        id,
        accountIds: [account.id, ...others].slice(0, FACES),
        statusId: status?.id ?? null,
        entity: {
            ...group?.entity,
            ...details,
            group_key,
            type,
            notifications_count: (group?.entity.notifications_count ?? 0) + 1,
            most_recent_notification_id: Number(id),
            page_max_id: id,
            latest_page_notification_at: created_at,
        },
    };
    return mergeGroups(known, [arrived]);
}

/** Groups newest first, each once: of two of the same key the one that knows the newer notification counts. */
export function mergeGroups(
    known: readonly StoredNotification[],
    told: readonly StoredNotification[],
): StoredNotification[] {
    const byKey = new Map(known.map((group) => [group.entity.group_key, group]));
    for (const group of told) {
        const other = byKey.get(group.entity.group_key);
        if (!other || compareIds(group.id, other.id) >= 0) byKey.set(group.entity.group_key, group);
    }
    return [...byKey.values()].sort((a, b) => compareIds(b.id, a.id));
}
