import type { TagHistory } from '$lib/mastodon-api/entities';

/** How many people used something today or yesterday. */
export function recentPeople(history: readonly TagHistory[]): number {
    return history.slice(0, 2).reduce((sum, { accounts }) => sum + Number(accounts), 0);
}
