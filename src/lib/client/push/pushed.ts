import type { GroupedNotificationsResults, NotificationGroup } from '$lib/mastodon-api/entities';
import { compareIds } from '$lib/mastodon-api/paging';
import { getNotificationGroup } from '../api/notifications';
import type { Fetch } from '../api/request';
import type { LocalDatabase } from '../database/records';

/** Records of `meta` that hold what came by push and no page has taken in yet. */
const PREFIX = 'pushed:';
/** A push is shown after so long, fetched or not. */
const PATIENCE = 2_000;
/** So many are kept: a device that was never opened for months needs no more. */
const MOST = 40;

/**
 * Fetches what a push tells of, whole, and keeps it on the device, so that it can be read without a network when it is
 * tapped. As it came: pages clean it when they take it in, which a worker without a document cannot. Never rejects.
 */
export async function keepPushed(fetch: Fetch, database: LocalDatabase, groupKey: string): Promise<void> {
    try {
        const value = await getNotificationGroup(fetch, groupKey, { timeout: PATIENCE });
        const kept = (await database.ids('meta')).filter((id) => id.startsWith(PREFIX));
        const tooMany = kept.slice(0, Math.max(0, kept.length - MOST + 1));
        await database.write([
            ...tooMany.map((id) => ({ store: 'meta' as const, delete: id })),
            { store: 'meta', put: { id: PREFIX + groupKey, value } },
        ]);
    } catch {
        // Offline, signed out or a full device: the words of the push itself are shown.
    }
}

/** Takes out what came by push since a page last asked. */
export async function takePushed(database: LocalDatabase): Promise<GroupedNotificationsResults[]> {
    const ids = (await database.ids('meta')).filter((id) => id.startsWith(PREFIX));
    if (ids.length === 0) return [];
    const records = await database.getMany('meta', ids);
    await database.write(ids.map((id) => ({ store: 'meta', delete: id })));
    return records.flatMap((record) => (record ? [record.value as GroupedNotificationsResults] : []));
}

/** The groups that came by push and no page has taken in yet. */
async function waiting(database: LocalDatabase): Promise<NotificationGroup[]> {
    const ids = (await database.ids('meta')).filter((id) => id.startsWith(PREFIX));
    const records = await database.getMany('meta', ids);
    return records.flatMap(
        (record) => (record?.value as GroupedNotificationsResults | undefined)?.notification_groups ?? [],
    );
}

/** How many people are talking to the person and were not read yet, as far as the device knows. */
export async function unreadTalkOnDevice(database: LocalDatabase): Promise<number> {
    const [groups, pushed, read] = await Promise.all([
        database.getAll('notificationGroups'),
        waiting(database),
        database.get('meta', 'notifications-read'),
    ]);
    const known = groups.map(({ id, entity }) => ({ id, key: entity.group_key, type: entity.type }));
    const told = pushed.map((group) => ({
        id: group.page_max_id ?? String(group.most_recent_notification_id),
        key: group.group_key,
        type: group.type,
    }));
    return unreadTalk([...known, ...told], typeof read?.value === 'string' ? read.value : null);
}

/** How many of the groups are somebody talking to the person, newer than what was read. */
export function unreadTalk(
    groups: readonly { id: string; key: string; type: string }[],
    lastRead: string | null,
): number {
    const keys = groups
        .filter(({ id, type }) => type === 'mention' && (lastRead === null || compareIds(id, lastRead) > 0))
        .map(({ key }) => key);
    return new Set(keys).size;
}
