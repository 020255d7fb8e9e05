import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../../db';
import { endorsements, followRequests, follows, listAccounts, lists } from '../../db/schema';
import { emit } from '../../events';
import { countFollow } from './follow-counters';
import { rememberFollowers } from './former-followers';

/** What stood between a follower and their target, and is gone. */
export interface Severed {
    /** A follow, or only the question for one. */
    was: 'follow' | 'request';
    /** The Follow activity's id. */
    uri: string | null;
    showBoosts: boolean;
    notify: boolean;
    languages: string[] | null;
}

/** A follow between a member and somebody, ended on the member's side of things. */
export interface LostFollow extends Pick<Severed, 'showBoosts' | 'notify' | 'languages'> {
    otherId: string;
    role: 'follower' | 'followed';
}

/**
 * Takes away the follow, or the request for one, with all that hangs on it: counters, places in the follower's lists,
 * the profile's recommendation; that there was one is remembered of those elsewhere. Undefined where there was neither. The caller has locked the pair and says what happened.
 */
export async function sever(
    tx: Transaction,
    followerId: string,
    targetId: string,
): Promise<Severed | undefined> {
    const [request] = await tx
        .delete(followRequests)
        .where(and(eq(followRequests.accountId, followerId), eq(followRequests.targetId, targetId)))
        .returning();
    const [follow] = await tx
        .delete(follows)
        .where(and(eq(follows.accountId, followerId), eq(follows.targetId, targetId)))
        .returning();
    if (follow) {
        await countFollow(tx, followerId, targetId, -1);
        await rememberFollowers(tx, [follow]);
        await tx
            .delete(listAccounts)
            .where(
                and(
                    eq(listAccounts.accountId, targetId),
                    inArray(
                        listAccounts.listId,
                        tx.select({ id: lists.id }).from(lists).where(eq(lists.accountId, followerId)),
                    ),
                ),
            );
        await tx
            .delete(endorsements)
            .where(and(eq(endorsements.accountId, followerId), eq(endorsements.targetId, targetId)));
        return { was: 'follow', ...optionsOf(follow) };
    }
    return request && { was: 'request', ...optionsOf(request) };
}

function optionsOf({
    uri,
    showBoosts,
    notify,
    languages,
}: typeof follows.$inferSelect): Omit<Severed, 'was'> {
    return { uri, showBoosts, notify, languages };
}

/** Ends whatever the two follow of each other, because `byId` wants it so, and says what ended. Returns the follows. */
export async function severBothWays(tx: Transaction, byId: string, otherId: string): Promise<LostFollow[]> {
    const own = await sever(tx, byId, otherId);
    if (own) await emit(tx, { type: 'account.unfollowed', accountId: byId, targetId: otherId, uri: own.uri });
    const theirs = await sever(tx, otherId, byId);
    if (theirs)
        await emit(tx, {
            type: 'account.follow-rejected',
            accountId: otherId,
            targetId: byId,
            uri: theirs.uri,
        });
    return [lost(own, otherId, 'followed'), lost(theirs, otherId, 'follower')].flat();
}

function lost(severed: Severed | undefined, otherId: string, role: LostFollow['role']): LostFollow[] {
    if (severed?.was !== 'follow') return [];
    const { showBoosts, notify, languages } = severed;
    return [{ otherId, role, showBoosts, notify, languages }];
}
