import type { GroupedNotificationsResults, NotificationType } from '$lib/mastodon-api/entities';
import type { PageParams } from '$lib/mastodon-api/paging';
import { requestLinked, type Fetch } from './request';

export interface NotificationParams extends PageParams {
    types?: readonly NotificationType[];
    exclude_types?: readonly NotificationType[];
    account_id?: string;
}

/** https://docs.joinmastodon.org/methods/grouped_notifications/#get-grouped */
export function getNotificationGroups(
    fetch: Fetch,
    params: NotificationParams = {},
): Promise<{ body: GroupedNotificationsResults; next: string | null }> {
    return requestLinked(fetch, '/api/v2/notifications', { query: { ...params } });
}
