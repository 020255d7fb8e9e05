import type { Announcement } from '$lib/mastodon-api/entities';
import { request, type Fetch } from './request';

/** https://docs.joinmastodon.org/methods/announcements/#get */
export function getAnnouncements(fetch: Fetch): Promise<Announcement[]> {
    return request(fetch, 'GET', '/api/v1/announcements');
}

/** https://docs.joinmastodon.org/methods/announcements/#dismiss */
export async function dismissAnnouncement(fetch: Fetch, id: string): Promise<void> {
    await request(fetch, 'POST', `/api/v1/announcements/${id}/dismiss`);
}

/** https://docs.joinmastodon.org/methods/announcements/#put-reactions and #delete-reactions */
export async function reactToAnnouncement(
    fetch: Fetch,
    id: string,
    emoji: string,
    on: boolean,
): Promise<void> {
    const path = `/api/v1/announcements/${id}/reactions/${encodeURIComponent(emoji)}`;
    await request(fetch, on ? 'PUT' : 'DELETE', path);
}
