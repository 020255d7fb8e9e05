import type { Poll } from '$lib/mastodon-api/entities';
import { emojiEntities } from './custom-emoji';
import type { PollRow } from './attached-rows';
import { asMoment } from './moments';

/** How a poll is looked at: by whom, when, and with the emoji of its status. */
export interface PollView {
    now: number;
    viewerId: string | null;
    authorId: string;
    emojis: Record<string, string>;
}

/**
 * https://docs.joinmastodon.org/entities/Poll/
 * Counts stay hidden until the end where the author wished so. The author counts as somebody who has voted.
 */
export function pollEntity(row: PollRow, { now, viewerId, authorId, emojis }: PollView): Poll {
    const expired = row.expiresAt !== null && Date.parse(row.expiresAt) <= now;
    const showsCounts = expired || !row.hideTotals;
    const poll: Poll = {
        id: row.id,
        expires_at: row.expiresAt === null ? null : asMoment(row.expiresAt),
        expired,
        multiple: row.multiple,
        votes_count: row.counts.reduce((sum, count) => sum + count, 0),
        voters_count: row.votersCount,
        options: row.options.map((title, index) => ({
            title,
            votes_count: showsCounts ? (row.counts[index] ?? 0) : null,
        })),
        emojis: emojiEntities(emojis),
    };
    if (viewerId !== null) {
        poll.voted = viewerId === authorId || row.ownVotes.length > 0;
        poll.own_votes = row.ownVotes;
    }
    return poll;
}
