import type { Notification, NotificationType } from '$lib/mastodon-api/entities';
import type { PageParams } from '$lib/mastodon-api/paging';
import { requestPage, type Fetch, type Page } from './request';

export interface NotificationParams extends PageParams {
    types?: readonly NotificationType[];
    exclude_types?: readonly NotificationType[];
    account_id?: string;
}

/** https://docs.joinmastodon.org/methods/notifications/#get */
export function getNotifications(fetch: Fetch, params: NotificationParams = {}): Promise<Page<Notification>> {
    return requestPage(fetch, '/api/v1/notifications', { query: { ...params } });
}
