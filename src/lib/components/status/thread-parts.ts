import { getContext, setContext } from 'svelte';
import type { Status } from '$lib/mastodon-api/entities';

/** Which part of its author's own thread a post is, and of how many. */
export interface ThreadPart {
    number: number;
    count: number;
}

/**
 * The posts by which the author of a thread goes on from its first, each an answer to the one before; where they answered
 * themselves twice, the earlier one. `thread` is in reading order and begins with the first post that is known. Nothing
 * where there is only one.
 */
export function threadParts(thread: readonly Status[]): Map<string, ThreadPart> {
    const [first] = thread;
    const chain: Status[] = [];
    for (let next = first; next && !chain.includes(next);) {
        const last = next;
        chain.push(last);
        next = thread.find(
            ({ in_reply_to_id, account }) => in_reply_to_id === last.id && account.id === last.account.id,
        );
    }
    const count = chain.length;
    return new Map(count > 1 ? chain.map(({ id }, index) => [id, { number: index + 1, count }]) : []);
}

const KEY = Symbol('thread parts');

/** Numbers the posts below that are parts of a thread. */
export function provideThreadParts(parts: () => ReadonlyMap<string, ThreadPart>): void {
    setContext(KEY, parts);
}

/** Which part a post is here, where it is one. To be asked for while a component begins. */
export function threadPart(): (id: string) => ThreadPart | undefined {
    const parts = getContext<(() => ReadonlyMap<string, ThreadPart>) | undefined>(KEY);
    return (id) => parts?.().get(id);
}
