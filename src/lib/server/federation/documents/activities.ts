import { addressingOf, type Addressing } from '../../activitypub/addressing';
import type { AccountRow } from '../../domain/accounts';
import { featuredUrl } from './actor';
import type { CommunityEmoji } from '../../domain/emoji';
import { emojiTags } from './tags';
import { addressingOfStatus, noteDocument, type NoteParts } from './note';

/** Something a member does, as it is sent; its context is added when it is. */
export interface ActivityDocument extends Partial<Addressing> {
    [property: string]: unknown;
    id: string;
    type: string;
    actor: string;
}

/** `Create` of a post. */
export function createActivity(parts: NoteParts): ActivityDocument {
    return {
        id: `${parts.status.uri}/activity`,
        type: 'Create',
        actor: parts.author.uri,
        published: parts.status.createdAt.toISOString(),
        ...addressingOfStatus(parts),
        object: noteDocument(parts),
    };
}

/** `Update` of a post, one for each edit; what changed without one names its `occasion`. */
export function updateActivity(parts: NoteParts, occasion?: string): ActivityDocument {
    const editedAt = parts.status.editedAt ?? parts.status.createdAt;
    return {
        id: `${parts.status.uri}#updates/${occasion ?? editedAt.getTime()}`,
        type: 'Update',
        actor: parts.author.uri,
        published: editedAt.toISOString(),
        ...addressingOfStatus(parts),
        object: noteDocument(parts),
    };
}

/** `Delete` of a post that is gone. */
export function deleteActivity(
    actor: AccountRow,
    statusUri: string,
    addressing: Addressing,
): ActivityDocument {
    return {
        id: `${statusUri}#delete`,
        type: 'Delete',
        actor: actor.uri,
        ...addressing,
        object: { id: statusUri, type: 'Tombstone' },
    };
}

/** `Announce`: a boost. `boost` is its row, whose address is the activity's. */
export function announceActivity(
    boost: NoteParts,
    originalUri: string,
    originalAuthorUri: string,
): ActivityDocument {
    const { status, author } = boost;
    return {
        id: status.uri,
        type: 'Announce',
        actor: author.uri,
        published: status.createdAt.toISOString(),
        ...addressingOf(status.visibility, {
            followersUrl: author.followersUrl,
            mentioned: [originalAuthorUri],
        }),
        object: originalUri,
    };
}

/** `Like` of a post. */
export function likeActivity(actorUri: string, favouriteId: string, statusUri: string): ActivityDocument {
    return { id: `${actorUri}#likes/${favouriteId}`, type: 'Like', actor: actorUri, object: statusUri };
}

/** What a member put under a post; `present` is the custom emoji it is, as it is now. */
interface SentReaction {
    id: string;
    emoji: string;
    imageUrl: string | null;
    present: readonly CommunityEmoji[];
}

/** `EmojiReact` to a post: a Like that says with what. Who knows no reactions leaves it alone. (FEP-c0e0) */
export function emojiReactActivity(
    actorUri: string,
    { id, emoji, imageUrl, present }: SentReaction,
    post: { uri: string; authorUri: string },
): ActivityDocument {
    return {
        id: `${actorUri}#reactions/${id}`,
        type: 'EmojiReact',
        actor: actorUri,
        object: post.uri,
        to: [post.authorUri],
        content: imageUrl === null ? emoji : `:${emoji}:`,
        ...(imageUrl !== null && { tag: emojiTags({ [emoji]: imageUrl }, present) }),
    };
}

/** `Follow`, under the id that Accept, Reject and Undo will name. */
export function followActivity(followUri: string, actorUri: string, targetUri: string): ActivityDocument {
    return { id: followUri, type: 'Follow', actor: actorUri, object: targetUri, to: [targetUri] };
}

/** `Move`: a member is somebody else from now on. Each of their moves has a time of its own. */
export function moveActivity(actor: AccountRow, targetUri: string): ActivityDocument {
    return {
        id: `${actor.uri}#moves/${actor.movedAt?.getTime() ?? 0}`,
        type: 'Move',
        actor: actor.uri,
        object: actor.uri,
        target: targetUri,
        to: actor.followersUrl ? [actor.followersUrl] : [],
    };
}

/** `Add` to, or `Remove` from, the posts on top of a member's profile; `at` tells several times apart. */
export function pinActivity(
    type: 'Add' | 'Remove',
    { status, author }: Pick<NoteParts, 'status' | 'author'>,
    at: number,
): ActivityDocument {
    return {
        id: `${status.uri}#${type.toLowerCase()}s/${at}`,
        type,
        actor: author.uri,
        object: status.uri,
        target: featuredUrl(author),
        to: author.followersUrl ? [author.followersUrl] : [],
    };
}

/** `Block` of somebody. */
export function blockActivity(blockUri: string, actorUri: string, targetUri: string): ActivityDocument {
    return { id: blockUri, type: 'Block', actor: actorUri, object: targetUri, to: [targetUri] };
}

/** `Accept` or `Reject` of somebody's Follow. `answerId` tells several answers apart. */
export function answerActivity(
    type: 'Accept' | 'Reject',
    follow: ActivityDocument,
    { targetUri, answerId }: { targetUri: string; answerId: string },
): ActivityDocument {
    return {
        id: `${targetUri}#${type.toLowerCase()}s/follows/${answerId}`,
        type,
        actor: targetUri,
        to: [follow.actor],
        object: follow,
    };
}

/** `Undo` of an activity, which it carries whole so that whoever missed it knows what is meant. */
export function undoActivity(activity: ActivityDocument): ActivityDocument {
    const { id, actor, to, cc } = activity;
    return { id: `${id}/undo`, type: 'Undo', actor, ...(to && { to }), ...(cc && { cc }), object: activity };
}
