import type { ScheduledStatus } from '$lib/mastodon-api/entities';
import { request, requestPage, type Fetch, type Page } from './request';

/** https://docs.joinmastodon.org/methods/scheduled_statuses/#get; `path` may be the `next` of an earlier page. */
export function getScheduled(
    fetch: Fetch,
    path = '/api/v1/scheduled_statuses?limit=40',
): Promise<Page<ScheduledStatus>> {
    return requestPage(fetch, path);
}

/** https://docs.joinmastodon.org/methods/scheduled_statuses/#update */
export function rescheduleStatus(fetch: Fetch, id: string, scheduledAt: string): Promise<ScheduledStatus> {
    return request(fetch, 'PUT', `/api/v1/scheduled_statuses/${id}`, { body: { scheduled_at: scheduledAt } });
}

/** https://docs.joinmastodon.org/methods/scheduled_statuses/#cancel */
export async function cancelScheduled(fetch: Fetch, id: string): Promise<void> {
    await request(fetch, 'DELETE', `/api/v1/scheduled_statuses/${id}`);
}
