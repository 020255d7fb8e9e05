import type { Status } from '$lib/mastodon-api/entities';

/** The post itself: what is done to a boost is done to what it boosts. */
export function originalOf(status: Status): Status {
    return status.reblog ?? status;
}
