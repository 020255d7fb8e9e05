import type { Status } from '$lib/mastodon-api/entities';

/** A reply and how deep it stands under the post in focus. */
export interface PlacedReply {
    status: Status;
    /** 0 for an answer to the post itself. */
    depth: number;
}

/** Guides are drawn up to here; what stands deeper shares the last one. */
export const DEEPEST_GUIDE = 4;

/** Which answers to the post itself come first; what answers those is read in the order in which it was said. */
export type ReplyOrder = 'oldest' | 'newest' | 'most-boosted';

/**
 * Puts the descendants of `rootId` into reading order, each answer below what it answers. An answer whose parent is
 * missing (deleted, or not for this person) stands at the first level rather than nowhere. `descendants` come with the
 * oldest first.
 */
export function arrangeReplies(
    rootId: string,
    descendants: readonly Status[],
    order: ReplyOrder = 'oldest',
): PlacedReply[] {
    const known = new Set(descendants.map((status) => status.id));
    const answers = new Map<string, Status[]>();
    for (const status of descendants) {
        const parent = status.in_reply_to_id;
        const under = parent !== null && known.has(parent) && parent !== status.id ? parent : rootId;
        answers.set(under, [...(answers.get(under) ?? []), status]);
    }
    const placed: PlacedReply[] = [];
    const stack = inOrder(answers.get(rootId) ?? [], order)
        .toReversed()
        .map((status) => ({ status, depth: 0 }));
    for (let next = stack.pop(); next; next = stack.pop()) {
        placed.push(next);
        const { depth, status } = next;
        for (const answer of (answers.get(status.id) ?? []).toReversed())
            stack.push({ status: answer, depth: depth + 1 });
    }
    return placed;
}

function inOrder(replies: readonly Status[], order: ReplyOrder): readonly Status[] {
    if (order === 'newest') return replies.toReversed();
    if (order === 'most-boosted') return replies.toSorted((a, b) => b.reblogs_count - a.reblogs_count);
    return replies;
}
