import type { EmojiReaction } from '$lib/mastodon-api/entities';
import type { WantedReaction } from '../outbox/overlay';

/** The emoji under a post as they will be once the server has heard what the person put there and took back. */
export function withReactions(
    reactions: readonly EmojiReaction[],
    wanted: readonly WantedReaction[],
): EmojiReaction[] {
    return wanted.reduce<EmojiReaction[]>(withReaction, [...reactions]);
}

function withReaction(reactions: EmojiReaction[], { emoji, on }: WantedReaction): EmojiReaction[] {
    const there = reactions.find(({ name }) => name === emoji.name);
    if (there ? there.me === on : !on) return reactions;
    if (!there) return [...reactions, { ...emoji, count: 1, me: true }];
    return reactions
        .map((reaction) =>
            reaction === there ? { ...there, me: on, count: there.count + (on ? 1 : -1) } : reaction,
        )
        .filter(({ count }) => count > 0);
}
