import { keepRemoteEmojis } from '../../domain/emoji';
import { reactToStatus, readRemoteEmoji } from '../../domain/reactions';
import { DocumentRefused } from '../../activitypub/untrusted';
import { favouriteStatus, findByUri, type StatusRow } from '../../domain/statuses';
import type { Database } from '../../db';
import type { Said } from '../provenance';
import type { Handler } from './dispatch';

/** What servers that only know reactions send for a like. */
const PLAIN_LIKES = new Set(['\u2764', '\u2764\ufe0f']);

/**
 * Like: somebody elsewhere likes a post of a member. With an emoji, as Misskey and its relatives send it, it is a
 * reaction; with a heart, or one that cannot be shown, a like like any other.
 */
export const receiveLike: Handler = async (db, said) => {
    const { actor, activity } = said;
    const status = await findOwn(db, said);
    if (!status) return;
    const { content = '', emojis } = activity;
    const emoji = PLAIN_LIKES.has(content) ? undefined : readRemoteEmoji(content, emojis);
    const by = { accountId: actor.id };
    if (emoji) {
        await keepRemoteEmojis(db, actor.domain, emojis);
        await reactToStatus(db, by, status.id, emoji, { uri: activity.id });
    } else await favouriteStatus(db, by, status.id, { uri: activity.id });
};

/** EmojiReact: somebody elsewhere puts an emoji under a post of a member. @throws DocumentRefused where it is none. */
export const receiveEmojiReact: Handler = async (db, said) => {
    const { actor, activity } = said;
    const emoji = readRemoteEmoji(activity.content, activity.emojis);
    if (!emoji) throw new DocumentRefused('not-handled');
    const status = await findOwn(db, said);
    if (!status) return;
    await keepRemoteEmojis(db, actor.domain, activity.emojis);
    await reactToStatus(db, { accountId: actor.id }, status.id, emoji, { uri: activity.id });
};

/** The member's post it is about. Those of others are for others to count. */
async function findOwn(db: Database, { activity }: Said): Promise<StatusRow | undefined> {
    const status = activity.object.id ? await findByUri(db, activity.object.id) : undefined;
    return status?.local ? status : undefined;
}
