import type {
    GroupedNotificationsResults,
    NotificationPolicy,
    NotificationRequest,
    NotificationType,
} from '$lib/mastodon-api/entities';
import type { PageParams } from '$lib/mastodon-api/paging';
import { request, requestLinked, requestPage, type Fetch, type Page, type RequestOptions } from './request';

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

/** One group, with its people and its post. https://docs.joinmastodon.org/methods/grouped_notifications/#get-notification-group */
export function getNotificationGroup(
    fetch: Fetch,
    key: string,
    options: Pick<RequestOptions, 'timeout'> = {},
): Promise<GroupedNotificationsResults> {
    return request(fetch, 'GET', `/api/v2/notifications/${encodeURIComponent(key)}`, options);
}

/** Whose notifications are kept aside or left out. https://docs.joinmastodon.org/methods/notifications/#get-policy */
export function getNotificationPolicy(fetch: Fetch): Promise<NotificationPolicy> {
    return request(fetch, 'GET', '/api/v2/notifications/policy');
}

export function changeNotificationPolicy(
    fetch: Fetch,
    changes: Partial<Omit<NotificationPolicy, 'summary'>>,
): Promise<NotificationPolicy> {
    return request(fetch, 'PATCH', '/api/v2/notifications/policy', { body: changes });
}

/** The people whose notifications are kept aside. https://docs.joinmastodon.org/methods/notifications/#get-requests */
export function getNotificationRequests(
    fetch: Fetch,
    path = '/api/v1/notifications/requests',
): Promise<Page<NotificationRequest>> {
    return requestPage(fetch, path);
}

/** https://docs.joinmastodon.org/methods/notifications/#accept-request and #dismiss-request */
export async function answerNotificationRequest(fetch: Fetch, id: string, accepts: boolean): Promise<void> {
    await request(fetch, 'POST', `/api/v1/notifications/requests/${id}/${accepts ? 'accept' : 'dismiss'}`);
}

/** https://docs.joinmastodon.org/methods/grouped_notifications/#dismiss-group */
export async function dismissNotification(fetch: Fetch, groupKey: string): Promise<void> {
    await request(fetch, 'POST', `/api/v2/notifications/${encodeURIComponent(groupKey)}/dismiss`);
}
