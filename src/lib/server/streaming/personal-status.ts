import type { Status } from '$lib/mastodon-api/entities';
import type { Touch } from '../domain/statuses';

/** `status` as somebody sees it who did `touches` to it, and to what it boosts and quotes. */
export function personalStatus(status: Status, touches: readonly Touch[]): Status {
    const done = touches.filter(({ statusId }) => statusId === status.id);
    const has = (kind: Touch['kind']) => done.some((touch) => touch.kind === kind);
    const personal: Status = {
        ...status,
        favourited: has('favourite'),
        reblogged: has('boost'),
        bookmarked: has('bookmark'),
        muted: has('thread-mute'),
    };
    if (status.poll) {
        const choices = done.flatMap(({ choice }) => choice ?? []).sort((a, b) => a - b);
        personal.poll = { ...status.poll, voted: choices.length > 0, own_votes: choices };
    }
    if (status.emoji_reactions?.length)
        personal.emoji_reactions = status.emoji_reactions.map((reaction) => ({
            ...reaction,
            me: done.some(({ emoji }) => emoji === reaction.name),
        }));
    if (status.quote && 'quoted_status' in status.quote && status.quote.quoted_status)
        personal.quote = {
            ...status.quote,
            quoted_status: personalStatus(status.quote.quoted_status, touches),
        };
    if (status.reblog) {
        // Acts on the boost's id mean the boosted status, so what was done to that one shows here as well.
        const reblog = personalStatus(status.reblog, touches);
        const { favourited, reblogged, bookmarked, muted } = reblog;
        Object.assign(personal, { reblog, favourited, reblogged, bookmarked, muted });
    }
    return personal;
}
