import type { Status } from '$lib/mastodon-api/entities';
import { findMentions, mentionKey } from '$lib/text';
import type { Draft } from '../database/records';
import { partsOf } from './draft-parts';

/**
 * Who hears of a post, by their handles: the people that it names, and the author of what it quotes. Whether they exist
 * is for the server to find out. Nobody hears of their own posts.
 */
export function peopleReached(
    draft: Pick<Draft, 'id' | 'text' | 'media' | 'thread'>,
    ownUsername: string | undefined,
    quoted: Pick<Status, 'account'> | null,
): string[] {
    const named = partsOf(draft).flatMap(({ text }) => findMentions(text).map(mentionKey));
    const all = new Set([...named, ...(quoted ? [quoted.account.acct.toLowerCase()] : [])]);
    all.delete(ownUsername?.toLowerCase() ?? '');
    return [...all];
}
