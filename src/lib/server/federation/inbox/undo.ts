import { eq, and } from 'drizzle-orm';
import { DocumentRefused } from '../../activitypub/untrusted';
import type { ActivityType } from '../../activitypub/vocabulary';
import type { Database } from '../../db';
import {
    blocks,
    favourites,
    followRequests,
    follows,
    reactions,
    statuses,
    tombstones,
} from '../../db/schema';
import { findByUri as findAccountByUri, type AccountRow } from '../../domain/accounts';
import { readRemoteEmoji, takeBackReaction } from '../../domain/reactions';
import { unblockAccount, unfollowAccount } from '../../domain/relationships';
import { findByUri, unboostStatus, unfavouriteStatus } from '../../domain/statuses';
import { activityUndone, type Undone } from '../provenance';
import type { Handler } from './dispatch';

/** What is to be undone, found here. */
type Found =
    | { type: 'Follow' | 'Block' | 'Like' | 'Announce'; id: string }
    | { type: 'EmojiReact'; id: string; emoji: string };

/**
 * Undo: somebody elsewhere takes back a Follow, Like, EmojiReact, Announce or Block, named by its id or told whole. What has not
 * arrived yet is kept from having an effect when it does.
 */
export const receiveUndo: Handler = async (db, said) => {
    const undone = activityUndone(said);
    const { actor } = said;
    // Said before it is looked for: whoever does it in this moment then sees that it was taken back.
    if (undone.id)
        await db.insert(tombstones).values({ uri: undone.id, actorUri: actor.uri }).onConflictDoNothing();
    const found = (await findById(db, actor, undone.id)) ?? (await findByContent(db, actor, undone));
    if (found) await undo(db, actor, found);
};

/** Takes back what the actor did by the activity `uri`, where it is here. */
export async function takeBack(db: Database, actor: AccountRow, uri: string): Promise<void> {
    const found = await findById(db, actor, uri);
    if (found) await undo(db, actor, found);
}

async function undo(db: Database, { id: accountId }: AccountRow, found: Found): Promise<void> {
    const { id } = found;
    switch (found.type) {
        case 'Follow':
            return unfollowAccount(db, { accountId }, id);
        case 'Block':
            return unblockAccount(db, { accountId }, id);
        case 'Like':
            await unfavouriteStatus(db, { accountId }, id);
            return;
        case 'EmojiReact':
            await takeBackReaction(db, { accountId }, id, found.emoji);
            return;
        case 'Announce':
            await unboostStatus(db, { accountId }, id);
    }
}

/** Only what the actor themselves did is looked for: an id alone gives nobody a right. */
async function findById(
    db: Database,
    actor: AccountRow,
    uri: string | undefined,
): Promise<Found | undefined> {
    if (!uri) return undefined;
    for (const table of [follows, followRequests, blocks] as const) {
        const [row] = await db
            .select({ id: table.targetId })
            .from(table)
            .where(and(eq(table.uri, uri), eq(table.accountId, actor.id)));
        if (row) return { type: table === blocks ? 'Block' : 'Follow', id: row.id };
    }
    const [like] = await db
        .select({ id: favourites.statusId })
        .from(favourites)
        .where(and(eq(favourites.uri, uri), eq(favourites.accountId, actor.id)));
    if (like) return { type: 'Like', id: like.id };
    const [reaction] = await db
        .select({ id: reactions.statusId, emoji: reactions.emoji })
        .from(reactions)
        .where(and(eq(reactions.uri, uri), eq(reactions.accountId, actor.id)));
    if (reaction) return { type: 'EmojiReact', ...reaction };
    const [boost] = await db
        .select({ id: statuses.id })
        .from(statuses)
        .where(and(eq(statuses.uri, uri), eq(statuses.accountId, actor.id)));
    return boost && { type: 'Announce', id: boost.id };
}

const UNDOABLE = new Set<ActivityType>(['Follow', 'Block', 'Like', 'EmojiReact', 'Announce']);

/** Servers that gave no id, or another one than before, still say what they mean. */
async function findByContent(
    db: Database,
    actor: AccountRow,
    { activity }: Undone,
): Promise<Found | undefined> {
    if (!activity) return undefined;
    if (!UNDOABLE.has(activity.type)) throw new DocumentRefused('not-handled');
    const objectId = activity.object.id;
    if (!objectId) return undefined;
    if (activity.type === 'Follow' || activity.type === 'Block') {
        const target = await findAccountByUri(db, objectId);
        return target && { type: activity.type, id: target.id };
    }
    const status = await findByUri(db, objectId);
    if (!status) return undefined;
    if (activity.type === 'Announce') return { type: 'Announce', id: status.id };
    const emoji = readRemoteEmoji(activity.content, activity.emojis)?.emoji;
    const isReaction = emoji !== undefined && (await hasReacted(db, actor, status.id, emoji));
    return isReaction ? { type: 'EmojiReact', id: status.id, emoji } : { type: 'Like', id: status.id };
}

async function hasReacted(
    db: Database,
    actor: AccountRow,
    statusId: string,
    emoji: string,
): Promise<boolean> {
    const [reaction] = await db
        .select({ id: reactions.id })
        .from(reactions)
        .where(
            and(
                eq(reactions.accountId, actor.id),
                eq(reactions.statusId, statusId),
                eq(reactions.emoji, emoji),
            ),
        );
    return reaction !== undefined;
}
