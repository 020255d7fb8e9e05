import type {
    Account,
    GroupedNotificationsResults,
    NotificationGroup as NotificationGroupEntity,
    PartialAccountWithAvatar,
} from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import type { NotificationGroup } from '../domain/notifications';
import type { Actor } from '../domain/users';
import { exactNumber } from './exact-number';
import { loadDetails, type NotificationReader } from './notification-details';
import { presentSubjects, typeOfKind } from './notification';

/**
 * Groups with the people and posts they speak of, each once. With `partial`, only the newest person of each group comes
 * whole; of the others just what a row of faces needs.
 * https://docs.joinmastodon.org/methods/grouped_notifications/#GroupedNotificationsResults
 */
export async function presentGroups(
    db: Database,
    viewer: Actor,
    groups: readonly NotificationGroup[],
    { partial = false, ...reader }: { partial?: boolean } & NotificationReader = {},
): Promise<GroupedNotificationsResults> {
    const { accounts, statuses } = await presentSubjects(
        db,
        viewer,
        groups.flatMap(({ sampleAccountIds }) => sampleAccountIds),
        groups.flatMap(({ latest }) => latest.statusId ?? []),
    );
    const latest = groups.map((group) => group.latest);
    const detailsOf = await loadDetails(db, viewer, latest, reader);
    const shown = groups.flatMap((group) => {
        const type = typeOfKind(group.latest.kind);
        const by = accounts.get(group.latest.fromAccountId);
        const lacksStatus = group.latest.statusId !== null && !statuses.has(group.latest.statusId);
        const details = by && detailsOf(group.latest, type, by);
        return details && !lacksStatus ? [{ ...groupEntity(group, type), ...details }] : [];
    });
    const whole = new Set(shown.flatMap(({ sample_account_ids: [first] }) => first ?? []));
    const others = [...accounts.values()].filter(({ id }) => !whole.has(id));
    return {
        accounts: partial ? [...accounts.values()].filter(({ id }) => whole.has(id)) : [...accounts.values()],
        ...(partial && { partial_accounts: others.map(partialAccount) }),
        statuses: [...statuses.values()],
        notification_groups: shown,
    };
}

function groupEntity(
    { key, latest, oldestOnPageId, count, sampleAccountIds }: NotificationGroup,
    type: NotificationGroupEntity['type'],
): NotificationGroupEntity {
    return {
        group_key: key,
        notifications_count: count,
        type,
        most_recent_notification_id: exactNumber(latest.id),
        page_min_id: oldestOnPageId,
        page_max_id: latest.id,
        latest_page_notification_at: latest.createdAt.toISOString(),
        sample_account_ids: sampleAccountIds,
        ...(latest.statusId !== null && { status_id: latest.statusId }),
    };
}

function partialAccount(account: Account): PartialAccountWithAvatar {
    const { id, acct, url, avatar, avatar_static, avatar_description, locked, bot } = account;
    return { id, acct, url, avatar, avatar_static, avatar_description, locked, bot };
}
