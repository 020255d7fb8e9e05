import { DocumentRefused } from '../../activitypub/untrusted';
import { audienceOf } from '../../activitypub/addressing';
import { idAt } from '../../db';
import { boostStatus, isBuried, resolveStatus } from '../../domain/statuses';
import type { Handler } from './dispatch';

/** Announce: somebody elsewhere boosts a post. A copy that came along is not looked at; the post is read at its origin. */
export const receiveAnnounce: Handler = async (db, { actor, activity }) => {
    if (!activity.object.id) throw new DocumentRefused('no-object');
    if (await isBuried(db, activity.id, actor.uri)) return;
    const status = await resolveStatus(db, activity.object.id);
    if (!status) throw new DocumentRefused('gone');
    const audience = audienceOf(activity, { followersUrl: actor.followersUrl, mentioned: [] });
    const createdAt = new Date(Math.min(activity.published?.getTime() ?? Date.now(), Date.now()));
    await boostStatus(db, { accountId: actor.id }, status.id, {
        id: idAt(createdAt),
        uri: activity.id,
        createdAt,
        visibility: audience === 'public' || audience === 'unlisted' ? audience : 'private',
    });
};
