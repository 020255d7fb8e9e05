import type { Account, EmojiReaction } from '$lib/mastodon-api/entities';
import type { Database } from '../db';
import { stillAddressOf } from '../domain/emoji';
import { whoReacted } from '../domain/reactions';
import type { Actor } from '../domain/users';
import { shownAddress } from '../media';
import type { ReactionRow } from './attached-rows';
import { presentAccounts } from './present-accounts';

/** An emoji under a status, as Fedibird and Hollo tell it; Pleroma's clients find the same names. */
export function reactionEntity({ emoji, imageUrl, count, own }: ReactionRow): EmojiReaction {
    return {
        name: emoji,
        count,
        me: own,
        url: shownAddress(imageUrl),
        static_url: shownAddress(imageUrl && stillAddressOf(imageUrl)),
    };
}

/**
 * The emoji under a status with who put them there.
 * @throws NotFound
 */
export async function presentReactions(
    db: Database,
    viewer: Actor | null,
    id: string,
): Promise<(EmojiReaction & { accounts: Account[] })[]> {
    const reacted = await whoReacted(db, viewer, id);
    const accounts = await presentAccounts(db, viewer, [
        ...new Set(reacted.flatMap(({ accountIds }) => accountIds)),
    ]);
    const byId = new Map(accounts.map((account) => [account.id, account]));
    return reacted.map(({ emoji, imageUrl, count, own, accountIds }) => ({
        ...reactionEntity({ emoji, imageUrl, count, own }),
        accounts: accountIds.flatMap((accountId) => byId.get(accountId) ?? []),
    }));
}
